import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type CheckpointEntry, sizeOfEntry } from './entry.ts';
import { contentFolder, entryFile, measuredFile } from './folder.ts';
import { whileLocked } from './lock.ts';
import { readNames } from './names.ts';

export interface RemovedCheckpoint {
  /** Bytes that became free; 0: another name has the same content. */
  freed: number;
  /** Names that still have the content. */
  others: string[];
}

/** Takes a name out of the library, and its files with it if no other name has the same. */
export async function removeFromLibrary(library: string, entry: CheckpointEntry): Promise<RemovedCheckpoint> {
  const content = contentFolder(library, entry.hash);
  // Where the next addition clears up, should this process be killed.
  const aside = join(
    library,
    'adding',
    [hostname(), process.pid, randomBytes(6).toString('hex'), 'removed'].join('+'),
  );
  await mkdir(join(library, 'adding'), { recursive: true });
  const others = await whileLocked(library, async () => {
    await rm(entryFile(library, entry.name), { force: true });
    const { entries } = await readNames(library);
    const same = entries.filter(({ hash }) => hash === entry.hash).map(({ name }) => name);
    if (same.length === 0 && existsSync(content)) await rename(content, aside);
    if (same.length === 0) await rm(measuredFile(library, entry.hash), { force: true });
    return same;
  });
  await rm(aside, { recursive: true, force: true });
  return { freed: others.length === 0 ? sizeOfEntry(entry) : 0, others };
}

/** Names that have the same content as a checkpoint. */
export async function namesOfSame(library: string, entry: CheckpointEntry): Promise<string[]> {
  const { entries } = await readNames(library);
  return entries
    .filter(({ hash, name }) => hash === entry.hash && name !== entry.name)
    .map(({ name }) => name);
}
