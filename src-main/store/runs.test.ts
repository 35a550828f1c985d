import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import {
  addMetrics,
  createRun,
  listRuns,
  markInterruptedRuns,
  reopenRun,
  runById,
  runEmbeddings,
  runMetrics,
  runPredictions,
  saveEmbeddings,
  updateRun,
} from './runs.ts';
import { endLease, removeLease } from './lease.ts';
import { predictedRows, savePredictions, saveTrainingRows, trainingRows } from './predicted-rows.ts';

const begun = { recipe: 'contextual-sentiment', config: '{"epochs":3}', version: '1.2.3' };

test('a run is changed field by field', () => {
  const store = temporaryStore();
  const id = createRun(store, begun);
  expect(runById(store, id)).toMatchObject({ ...begun, state: 'running', result: null, problem: null });
  updateRun(store, id, { device: 'cpu', dataHash: 'abc' });
  updateRun(store, id, { state: 'done', seconds: 1.5, result: '{"n":1}' });
  expect(runById(store, id)).toMatchObject({
    device: 'cpu',
    dataHash: 'abc',
    state: 'done',
    seconds: 1.5,
    result: '{"n":1}',
  });
  const second = createRun(store, begun);
  expect(listRuns(store).map((run) => run.id)).toEqual([second, id]);
  expect(runById(store, 999)).toBeNull();
});

test('metrics come back in their order, also those that are no number', () => {
  const store = temporaryStore();
  const run = createRun(store, begun);
  const points = [
    { name: 'loss', step: 1, epoch: 0.5, value: 0.25 },
    { name: 'loss', step: 2, epoch: 1, value: Number.NaN },
    { name: 'f1', step: 2, epoch: 1, value: Infinity },
  ];
  addMetrics(store, run, points.slice(0, 2));
  addMetrics(store, run, points.slice(2));
  expect(runMetrics(store, run)).toEqual(points);
});

test('rows of a file are kept each by itself, whether they stand at one document or at none', async () => {
  const store = temporaryStore();
  await importContent(store, 'a.csv', 'text,label\none text of many,a\n');
  const run = createRun(store, begun);
  const row = (document: number | null, line: number, text: string | null, predicted: string) => ({
    document,
    line,
    text,
    predicted,
    part: 'test' as const,
    truth: 'a',
    probabilities: [0.5, 0.5],
  });
  const rows = [row(1, 2, null, 'a'), row(1, 5, null, 'b'), row(null, 9, 'a stranger', 'a')];
  savePredictions(store, run, rows);
  expect(predictedRows(store, run)).toEqual(rows.map((one, item) => ({ ...one, item })));
  expect(runPredictions(store, run)).toMatchObject([{ document: 1, predicted: 'a' }]);

  const learned = rows.map(({ document, line, text }) => ({ document, line, text }));
  saveTrainingRows(store, run, learned);
  saveTrainingRows(store, run, learned);
  expect(trainingRows(store, run)).toEqual(learned);
});

test('predictions and vectors come back as they were', async () => {
  const store = temporaryStore();
  const tweets = ['GS', 'AA'].map(
    (symbol) => `1,t,Wed Jul 18 21:00:00 +0000 2018,${symbol},${symbol},Name,,True`,
  );
  await importContent(store, 't.csv', tweets.join('\n'));
  const run = createRun(store, begun);
  const rows = [
    { document: 2, part: 'test' as const, truth: 'a', predicted: 'b', probabilities: [0.1, 0.9] },
    { document: 1, part: 'valid' as const, truth: 'a', predicted: 'a', probabilities: [1 / 3, 2 / 3] },
  ];
  savePredictions(store, run, rows);
  expect(runPredictions(store, run)).toEqual(rows);
  const again = [{ ...rows[0]!, predicted: 'a' }];
  savePredictions(store, run, again);
  expect(runPredictions(store, run)).toEqual([again[0], rows[1]]);

  const all = new Float32Array([9, 1.5, -2, 0.1, 7]);
  saveEmbeddings(store, run, [
    { companyId: 1, vector: all.subarray(1, 3) },
    { companyId: 2, vector: all.subarray(3, 5) },
  ]);
  expect(runEmbeddings(store, run)).toEqual([
    { companyId: 2, symbol: 'AA', name: 'Name', sector: null, documents: 1, vector: Float32Array.of(0.1, 7) },
    {
      companyId: 1,
      symbol: 'GS',
      name: 'Name',
      sector: null,
      documents: 1,
      vector: Float32Array.of(1.5, -2),
    },
  ]);
});

test('a run has failed when its lease has ended, wherever it was trained', () => {
  const store = temporaryStore();
  const [alive, dead, done] = [0, 0, 0].map(() => createRun(store, begun));
  const place = store.db.prepare('UPDATE run SET pid = ?, host = ?');
  // Another container, and a number that another process has by now.
  place.run(process.pid, 'another machine');
  endLease(store.dir, `run-${dead}`);
  updateRun(store, done!, { state: 'done' });
  expect(markInterruptedRuns(store)).toBe(1);
  expect([alive, dead, done].map((id) => runById(store, id!)?.state)).toEqual(['running', 'failed', 'done']);
  expect(readdirSync(join(store.dir, 'locks'))).toEqual([`run-${alive}`]);
});

test('a run that is being trained is not taken up by another process', () => {
  const store = temporaryStore();
  const run = createRun(store, begun);
  expect(() => reopenRun(store, run, { prefix: '', epoch: 0 })).toThrow(
    `Run ${run} is being trained already.`,
  );
});

test('of runs of earlier versions, only those whose process has died on this machine are marked as failed', () => {
  const store = temporaryStore();
  const [alive, dead, elsewhere, done] = [0, 0, 0, 0].map(() => createRun(store, begun));
  for (const id of [alive, dead, elsewhere, done]) removeLease(store.dir, `run-${id}`);
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const place = store.db.prepare('UPDATE run SET pid = ?, host = ? WHERE id = ?');
  place.run(pid, hostname(), dead);
  place.run(pid, 'another machine', elsewhere);
  place.run(pid, hostname(), done);
  updateRun(store, done!, { state: 'done' });
  expect(markInterruptedRuns(store)).toBe(1);
  expect(runById(store, dead!)).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('ended before'),
  });
  expect([alive, elsewhere, done].map((id) => runById(store, id!)?.state)).toEqual([
    'running',
    'running',
    'done',
  ]);
});
