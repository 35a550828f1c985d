import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from '../errors.ts';

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
 * @throws UserError where the file is there already or cannot be made.
 */
export async function newFile(path: string): Promise<Target> {
  refuseExisting(path);
  if (!existsSync(dirname(path))) {
    throw new UserError('use', `${path} cannot be written: there is no folder ${dirname(path)}.`);
  }
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
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
      refuseExisting(path);
      await rename(temporary, path);
    },
    discard: async () => {
      await close();
      await rm(temporary, { force: true });
    },
  };
}

/**
 * A file that a command makes must not stand in the place of one of the user's.
 *
 * @param option the option that names the file
 * @throws UserError where something has that name
 */
export function refuseExisting(path: string, option = '--out'): void {
  if (!existsSync(path)) return;
  throw new UserError(
    'use',
    `${path} already exists, and nothing is overwritten; name another file with ${option}.`,
  );
}
