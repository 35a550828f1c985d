import { createWriteStream, existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../errors.ts';
import { partName } from './part-name.ts';

/** Where rows are written to, piece by piece. */
export interface Target {
  /** Resolves when the next piece may come. */
  write(content: string | Uint8Array): Promise<void>;
  /** All is written: a file gets its name. */
  finish(): Promise<void>;
  /** Nothing more comes: a file that is not finished is gone. */
  discard(): Promise<void>;
}

/**
 * Standard output. A piece counts as written when the system has taken it, so that a slow reader slows the writer down.
 * Where the reader has gone, writing rejects with the code EPIPE.
 */
export const standardOutput: Target = {
  write: (content) =>
    new Promise((resolve, reject) => {
      const refuse = (error: Error) => reject(error);
      process.stdout.once('error', refuse);
      process.stdout.write(content, (error) => {
        if (error) {
          // The stream still emits this error after the call: the listener stays to take it.
          reject(error);
          return;
        }
        process.stdout.off('error', refuse);
        resolve();
      });
    }),
  finish: () => Promise.resolve(),
  discard: () => Promise.resolve(),
};

/** Whether an error says that nobody reads the output any more. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}

/**
 * A new file, written under another name beside it until it is whole.
 *
 * @throws UserError if the file is there already or cannot be made.
 */
export async function newFile(path: string): Promise<Target> {
  checkNewFile(path);
  const temporary = partName(path);
  const file = await open(temporary, 'wx').catch((cause: Error) => {
    throw new UserError('use', `${path} cannot be written: ${cause.message}`, { cause });
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    write: (content) => file.appendFile(content),
    finish: async () => {
      await close();
      // Writing takes a while, in which somebody may have made it.
      checkNewFile(path);
      await rename(temporary, path);
    },
    discard: async () => {
      await close();
      await rm(temporary, { force: true });
    },
  };
}

/** Writes lines into a file, which has its name once all of them are in it. Call `checkNewFile` before the work. */
export async function writeNewFile(path: string, lines: Iterable<string>): Promise<void> {
  const part = partName(path);
  try {
    await pipeline(Readable.from(lines), createWriteStream(part, { flags: 'wx' }));
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError('use', `${path} cannot be written: ${reason}`, { cause });
  }
}

/**
 * Makes sure that a file can be made, and stands in the place of none of the user's.
 *
 * @param setting the setting that names the file
 * @param force whether it may be overwritten; null: there is no such setting
 * @throws UserError if something has that name, or its folder is not there
 */
export function checkNewFile(
  path: string,
  { setting = 'out', force = null }: { setting?: string; force?: boolean | null } = {},
): void {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    throw new UserError('use', `${path} cannot be written: there is no folder ${folder}.`);
  }
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) throw new UserError('use', `${path} is a folder; name a file in it.`);
  if (force === true) return;
  const overwriting = force === null ? [] : [{ setting: 'force', values: [] }];
  throw new UserError('use', `${path} already exists and was not overwritten.`, {
    remedies: [{ setting, values: [] }, ...overwriting],
  });
}
