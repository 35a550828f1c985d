/** The files of a checkpoint in the library, and the list of their hashes, whose own hash names their folder. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import type { CheckpointEntry } from './entry.ts';
import { contentFolder } from './folder.ts';

/** The list, in the form of the program `sha256sum`, which can check it. */
export const hashList = 'SHA256SUMS';

export function listOf(files: readonly { name: string; sha256: string }[]): string {
  const lines = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`);
  return lines.toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('');
}

export function sha256Of(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

export interface HashProgress {
  signal: AbortSignal;
  /** Bytes that were read since the last call. */
  onBytes: (count: number) => void;
}

/** What is wrong with the files of a checkpoint, each hashed anew; empty: nothing is. */
export async function damageOf(folder: string, hash: string, progress: HashProgress): Promise<string[]> {
  const list = await readFile(join(folder, hashList), 'utf8').catch(() => null);
  if (list === null) return [`${hashList} is missing`];
  if (sha256Of(list) !== hash) return [`${hashList} is damaged`];
  const damage: string[] = [];
  for (const line of list.split('\n').filter((one) => one !== '')) {
    const [expected, name] = [line.slice(0, 64), line.slice(66)];
    const sha256 = await hashOfFile(join(folder, name), progress).catch((error: unknown) => {
      if (progress.signal.aborted) throw error;
      return null;
    });
    if (sha256 === null) damage.push(`${name} is missing or cannot be read`);
    else if (sha256 !== expected) damage.push(`${name} is damaged`);
  }
  return damage;
}

/** What is wrong with a checkpoint at a glance, without reading its files; null: nothing that is seen so. */
export async function seenDamage(library: string, { hash, files }: CheckpointEntry): Promise<string | null> {
  const folder = contentFolder(library, hash);
  for (const { name, bytes } of files) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found === null) return `${name} is missing`;
    if (found.size !== bytes)
      return `${name} has ${counted(found.size, 'byte')} instead of ${inThousands(bytes)}`;
  }
  return null;
}

async function hashOfFile(path: string, { signal, onBytes }: HashProgress): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) continue;
    hash.update(bytes);
    onBytes(bytes.length);
  }
  return hash.digest('hex');
}
