import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { createRun, listRuns, updateRun } from '../store/runs.ts';
import { endLease, takeLease } from '../store/lease.ts';
import type { WritableStore } from '../store/store.ts';
import { endInterruptedRuns } from './end-interrupted.ts';
import { runFolder } from './run-folder.ts';

/** A run of this process that is writing its files. */
function begun(store: WritableStore): number {
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  mkdirSync(runFolder(store, run), { recursive: true });
  for (const name of ['model.safetensors.0a1b2c3d4e5f.part', 'ngrams.tsv.new', 'config.json'])
    writeFileSync(join(runFolder(store, run), name), '');
  return run;
}

test('what a killed training had half-written goes; that of one that goes on stays', () => {
  const store = temporaryStore();
  const [killed, cancelled, running] = [begun(store), begun(store), begun(store)];
  // Its process is gone.
  endLease(store.dir, `run-${killed}`);
  updateRun(store, cancelled, { state: 'cancelled' });
  endInterruptedRuns(store);
  expect(
    listRuns(store)
      .map(({ id, state }) => [id, state])
      .toSorted(([a], [b]) => Number(a) - Number(b)),
  ).toEqual([
    [killed, 'failed'],
    [cancelled, 'cancelled'],
    [running, 'running'],
  ]);
  for (const run of [killed, cancelled]) expect(readdirSync(runFolder(store, run))).toEqual(['config.json']);
  expect(readdirSync(runFolder(store, running))).toHaveLength(3);
});

test('what a run that was resumed meanwhile writes stays, and what cannot be removed hinders nothing', () => {
  const store = temporaryStore();
  const [first, resumed, last] = [begun(store), begun(store), begun(store)];
  for (const run of [first, resumed, last]) updateRun(store, run, { state: 'cancelled' });
  // It has its lease before it is stored as running.
  takeLease(store.dir, `run-${resumed}`);
  mkdirSync(join(runFolder(store, last), 'folder.part'));
  endInterruptedRuns(store);
  expect(readdirSync(runFolder(store, resumed))).toHaveLength(3);
  expect(readdirSync(runFolder(store, last))).toEqual(['config.json', 'folder.part']);
  expect(readdirSync(runFolder(store, first))).toEqual(['config.json']);
  endLease(store.dir, `run-${resumed}`);
  // Those that were looked at can be resumed.
  for (const run of [first, last]) expect(takeLease(store.dir, `run-${run}`)).toBe(true);
});
