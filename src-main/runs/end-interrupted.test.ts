import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { createRun, listRuns, updateRun } from '../store/runs.ts';
import { endLease } from '../store/lease.ts';
import { endInterruptedRuns } from './end-interrupted.ts';
import { runFolder } from './run-folder.ts';

test('what a killed training had half-written goes; that of one that goes on stays', () => {
  const store = temporaryStore();
  const [killed, cancelled, running] = Array.from({ length: 3 }, () => {
    const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
    mkdirSync(runFolder(store, run), { recursive: true });
    for (const name of ['model.safetensors.0a1b2c3d4e5f.part', 'ngrams.tsv.new', 'config.json'])
      writeFileSync(join(runFolder(store, run), name), '');
    return run;
  }) as [number, number, number];
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
