import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdRun, listRuns, markInterruptedRuns } from '../store/runs.ts';
import type { WritableStore } from '../store/store.ts';
import { runFolder } from './run-folder.ts';
import { isUnfinished } from './seal.ts';

/**
 * Fails the runs whose process has died, and removes what these and others that were stopped had not written whole. What
 * cannot be removed stays until the next time.
 */
export function endInterruptedRuns(store: WritableStore): void {
  markInterruptedRuns(store);
  for (const { id, state } of listRuns(store)) {
    const folder = runFolder(store, id);
    if (state === 'running' || state === 'done' || unfinishedIn(folder).length === 0) continue;
    // Somebody may have resumed it since it was listed.
    using held = holdRun(store, id);
    if (held) for (const file of unfinishedIn(folder)) removeIfPossible(join(folder, file));
  }
}

function unfinishedIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter(isUnfinished) : [];
}

function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    // Another program has it open, or it is none of ours.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
