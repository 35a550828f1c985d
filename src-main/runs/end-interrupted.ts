import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { listRuns, markInterruptedRuns } from '../store/runs.ts';
import type { WritableStore } from '../store/store.ts';
import { runFolder } from './run-folder.ts';
import { isUnfinished } from './seal.ts';

/** Fails the runs whose process has died, and removes what these and others that were stopped had not written whole. */
export function endInterruptedRuns(store: WritableStore): void {
  markInterruptedRuns(store);
  for (const { id, state } of listRuns(store)) {
    const folder = runFolder(store, id);
    if (state === 'running' || state === 'done' || !existsSync(folder)) continue;
    for (const file of readdirSync(folder)) if (isUnfinished(file)) rmSync(join(folder, file));
  }
}
