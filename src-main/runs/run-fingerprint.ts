import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ReadableStore } from '../store/store.ts';
import { positionFile, runFolder } from './run-folder.ts';

/**
 * What changes whenever a file of a run's model is written, replaced or removed: names, sizes and times of the files, not
 * their content, so that it costs next to nothing. The position of a stopped training is no part of the model. Empty if
 * the run has no folder.
 */
export function runFingerprint(store: ReadableStore, run: number): string {
  const folder = runFolder(store, run);
  const position = basename(positionFile(store, run));
  return filesOf(folder)
    .filter((name) => name !== position)
    .toSorted()
    .map((name) => {
      const found = statSync(join(folder, name), { bigint: true, throwIfNoEntry: false });
      // The change time notices a file that was restored with its old size and modification time.
      return found === undefined
        ? name
        : [name, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
    })
    .join('\n');
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
