import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

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
 * Streams an uploaded file into the workspace and returns its path: `incoming/<random>/<its name>`.
 * It stays there, since the sources table and later runs (`testFile`) name it; deleting the folder is safe.
 * What was not received whole is removed.
 */
export async function receiveFile(workspace: string, name: string, body: Readable): Promise<string> {
  const folder = join(workspace, 'incoming', randomBytes(6).toString('hex'));
  const path = join(folder, safeFileName(name));
  await mkdir(folder, { recursive: true });
  try {
    await pipeline(body, createWriteStream(`${path}.part`, { flags: 'wx' }));
    await rename(`${path}.part`, path);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return path;
}
