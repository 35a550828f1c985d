import { createWriteStream, existsSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../errors.ts';

/**
 * Makes sure that a file can be made, before the work whose outcome it will hold.
 *
 * @param force it may be there already, and is written anew
 * @throws UserError where it is there already, or its folder is not.
 */
export function checkNewFile(path: string, force: boolean): void {
  const folder = dirname(resolve(path));
  if (!existsSync(folder))
    throw new UserError('use', `${path} cannot be written: there is no folder ${folder}.`);
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) throw new UserError('use', `${path} is a folder; name a file in it.`);
  if (!force) {
    throw new UserError('use', `${path} is there already. Name another file, or write it anew with --force.`);
  }
}

/** Writes lines into a file, which has its name once all of them are in it. */
export async function writeNewFile(path: string, lines: Iterable<string>): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    await pipeline(Readable.from(lines), createWriteStream(part, { flags: 'wx' }));
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw new UserError(
      'use',
      `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
