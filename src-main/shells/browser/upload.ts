import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

/** Names that Windows keeps for devices, whatever their extension. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/** A file name that is safe in every system's folders and still tells what it was. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/u).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '')
    .slice(-100);
  return clean === '' || deviceName.test(clean) ? `file-${clean}` : clean;
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
