import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { partName } from './part-name.ts';

/**
 * Makes a folder that is there as a whole or not at all: it is filled beside its place and then given its name.
 *
 * @throws UserError if something has that name, or the folder cannot be made there.
 */
export async function writeWholeFolder(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const target = resolve(path);
  if (existsSync(target)) {
    throw new UserError('use', `${path} already exists and was not overwritten.`, {
      remedies: [{ setting: 'out', values: [] }],
    });
  }
  const temporary = partName(target, '.');
  try {
    await mkdir(temporary, { recursive: true });
  } catch (cause) {
    throw new UserError('use', `Cannot create a folder in ${dirname(target)}: ${String(cause)}`, { cause });
  }
  try {
    await fill(temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}
