/**
 * What was computed of a finished run and is kept in its folder, beside the files that its hashes are of: it can be
 * computed again, so that nothing is lost where it is damaged.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isWritable, type ReadableStore } from '../store/store.ts';
import { runFolder } from './run-folder.ts';
import { sealFile } from './seal.ts';

const keptSchema = z.object({
  /** Of `content`. */
  sha256: z.string(),
  /** Of all that the content was computed from. */
  fingerprint: z.string(),
  content: z.string(),
});

/** `stale`: it was computed from other weights, texts or labels; `damaged`: it is not what was written. */
export type Kept = { is: 'kept'; content: string } | { is: 'none' | 'stale' | 'damaged' };

function folderOf(store: ReadableStore, run: number): string {
  return join(runFolder(store, run), 'explained');
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A name for the files of a run as they are now; null: the run is of a version that kept no hashes of them. */
export function fingerprintOfRun(store: ReadableStore, run: number): string | null {
  const seal = join(runFolder(store, run), sealFile);
  return existsSync(seal) ? hashOf(readFileSync(seal, 'utf8')) : null;
}

/**
 * What is kept under a name.
 * @param fingerprint of all that it would be computed from now
 */
export function readKept(store: ReadableStore, run: number, name: string, fingerprint: string): Kept {
  const path = join(folderOf(store, run), `${name}.json`);
  if (!existsSync(path)) return { is: 'none' };
  const kept = keptIn(path);
  if (kept === null) return { is: 'damaged' };
  return kept.fingerprint === fingerprint ? { is: 'kept', content: kept.content } : { is: 'stale' };
}

/** Keeps what was computed in place of what was there; in a workspace that is opened for reading nothing is kept. */
export function keep(
  store: ReadableStore,
  run: number,
  name: string,
  { fingerprint, content }: { fingerprint: string; content: string },
): void {
  if (!isWritable(store) || !existsSync(runFolder(store, run))) return;
  const folder = folderOf(store, run);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  const unfinished = `${path}.${process.pid}.new`;
  writeFileSync(unfinished, JSON.stringify({ sha256: hashOf(content), fingerprint, content }));
  renameSync(unfinished, path);
}

/** The kept files of a run that are not what was written. */
export function damagedKept(store: ReadableStore, run: number): string[] {
  const folder = folderOf(store, run);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && keptIn(join(folder, file)) === null)
    .map((file) => join('explained', file));
}

function keptIn(path: string): z.infer<typeof keptSchema> | null {
  try {
    const kept = keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return hashOf(kept.content) === kept.sha256 ? kept : null;
  } catch {
    return null;
  }
}
