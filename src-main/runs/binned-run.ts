import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WritableStore } from '../store/store.ts';
import { runFolder } from './run-folder.ts';

/** Where the files of a run lie after it was forgotten, until it is brought back or the bin is emptied. */
function binnedFolder({ dir }: WritableStore, run: number): string {
  return join(dir, 'bin', 'runs', String(run));
}

/**
 * Moves the files of a forgotten run to the bin. Those that cannot be moved, since another program has one of them open,
 * stay where they were, as do those of a process that is killed meanwhile: nothing leads to them, and they are found there.
 */
export function binRunFiles(store: WritableStore, run: number): void {
  try {
    move(runFolder(store, run), binnedFolder(store, run));
  } catch {
    // The run is forgotten all the same.
  }
}

/** Moves them back, unless they are where they were. */
export function unbinRunFiles(store: WritableStore, run: number): void {
  move(binnedFolder(store, run), runFolder(store, run));
}

/** Removes for good the files of forgotten runs, with what an emptying that was killed left behind. */
export function removeBinnedRuns(store: WritableStore, runs: readonly number[]): void {
  for (const run of runs) rmSync(runFolder(store, run), { recursive: true, force: true });
  rmSync(join(store.dir, 'bin'), { recursive: true, force: true });
}

function move(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
