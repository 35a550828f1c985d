import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { freeBytes, megabytes } from '../../disk-room.ts';
import { UserError } from '../../errors.ts';

/** Names that Windows keeps for devices, whatever their extension. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** File systems take 255 bytes; `.part` is added while a file is received. */
const MOST_NAME_BYTES = 200;

/** A file name that is safe in every system's folders and still tells what it was. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '');
  const short = endOf(clean);
  return short === '' || deviceName.test(short) ? `file-${short}` : short;
}

/** The end of a name, with its extension, in as many bytes as every file system takes. */
function endOf(name: string): string {
  const letters = Array.from(name);
  let bytes = 0;
  let first = letters.length;
  while (first > 0) {
    bytes += Buffer.byteLength(letters[first - 1]!);
    if (bytes > MOST_NAME_BYTES) break;
    first--;
  }
  return letters.slice(first).join('');
}

/**
 * Streams an uploaded file into the workspace and returns its path: `incoming/<random>/<its name>`. It stays there while
 * the server runs, since it may be imported again with other settings. What was not received whole is removed.
 *
 * @param bytes how many there are to be; null: not known
 * @throws UserError if the disk has no room for it
 */
export async function receiveFile(
  workspace: string,
  name: string,
  { body, bytes }: { body: Readable; bytes: number | null },
): Promise<string> {
  const safe = safeFileName(name);
  if (bytes !== null) checkRoom(workspace, safe, bytes);
  const folder = join(workspace, 'incoming', randomBytes(6).toString('hex'));
  const path = join(folder, safe);
  await mkdir(folder, { recursive: true });
  try {
    await written(body, `${path}.part`);
    await rename(`${path}.part`, path);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      throw new UserError('failure', `${safe} does not fit: the disk of the workspace is full.`, {
        cause: error,
      });
    }
    throw error;
  }
  return path;
}

/** The stream stays open if it cannot be written, so that its sender can be told why. */
async function written(body: Readable, path: string): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx' });
  const giveUp = (): void => {
    if (!body.readableEnded) file.destroy(new Error('The upload broke off.'));
  };
  body.once('error', giveUp).once('close', giveUp);
  try {
    await finished(body.pipe(file));
  } finally {
    body.unpipe(file).off('error', giveUp).off('close', giveUp);
  }
}

/**
 * Makes sure that the disk of a workspace has room for a file.
 *
 * @throws UserError that says how much room there is
 */
export function checkRoom(workspace: string, name: string, bytes: number): void {
  const free = freeBytes(workspace);
  if (bytes <= free) return;
  throw new UserError(
    'failure',
    `${safeFileName(name)} does not fit: it has ${megabytes(bytes)}, and the disk of the workspace has ${megabytes(free)} left.`,
  );
}
