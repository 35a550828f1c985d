import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WritableStore } from '../store/store.ts';
import { runFolder } from './run-folder.ts';

/** Where the files of a run lie after it was forgotten, until it is brought back or the bin is emptied. */
function binnedFolder({ dir }: WritableStore, run: number): string {
  return join(dir, 'bin', 'runs', String(run));
}

/** Moves the files of a forgotten run to the bin. */
export function binRunFiles(store: WritableStore, run: number): void {
  move(runFolder(store, run), binnedFolder(store, run));
}

/** Moves them back; a process that was killed may have left them where they were. */
export function unbinRunFiles(store: WritableStore, run: number): void {
  move(binnedFolder(store, run), runFolder(store, run));
}

/** Removes them for good, with those of a forgotten run that a process which was killed left behind. */
export function removeBinnedRun(store: WritableStore, run: number): void {
  for (const folder of [binnedFolder(store, run), runFolder(store, run)]) {
    rmSync(folder, { recursive: true, force: true });
  }
}

function move(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
