import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { binnedThings } from '../store/bin.ts';
import type { WritableStore } from '../store/store.ts';
import { runFolder } from './run-folder.ts';

/** Where the files of a run lie after it was forgotten, until it is brought back or the bin is emptied. */
function binnedFolder({ dir }: WritableStore, run: number | '' = ''): string {
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

/**
 * Removes for good the files of runs that are not in the workspace and not in its bin any more: those that an emptying
 * removed, now or before it was killed. A run that is forgotten meanwhile is in the bin before its files are.
 */
export function removeBinnedRuns(store: WritableStore, runs: readonly number[]): void {
  for (const run of runs) rmSync(runFolder(store, run), { recursive: true, force: true });
  const folder = binnedFolder(store);
  if (!existsSync(folder)) return;
  const there = readdirSync(folder);
  const inBin = new Set(binnedThings(store).map(({ what, item }) => (what === 'run' ? String(item) : null)));
  for (const run of there) {
    if (!inBin.has(run)) rmSync(join(folder, run), { recursive: true, force: true });
  }
  try {
    rmdirSync(folder);
    rmdirSync(dirname(folder));
  } catch {
    // Something is in it.
  }
}

function move(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
