import { beforeEach, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { savePredictions } from './predicted-rows.ts';
import { createRun } from './runs.ts';
import type { WritableStore } from './store.ts';
import { type TestedFilter, testedRows } from './tested-rows.ts';

let store: WritableStore;
let usual: TestedFilter;

beforeEach(async () => {
  store = temporaryStore();
  await importContent(
    store,
    'a.csv',
    'text,date,ticker\nprofit rises,2018-07-18,AAA\nprofit falls,2018-07-19,BBB\n',
  );
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  usual = { run, truth: null, predicted: null, wrong: false, order: 'item', offset: 0, limit: 10 };
  const row = { part: 'test' as const, line: null, text: null };
  savePredictions(store, run, [
    { ...row, document: 1, truth: 'up', predicted: 'up', probabilities: [0.1, 0.9] },
    { ...row, document: 2, truth: 'up', predicted: 'down', probabilities: [0.6, 0.4] },
    {
      ...row,
      document: null,
      text: 'of a file',
      line: 7,
      truth: 'down',
      predicted: 'up',
      probabilities: [0.2, 0.8],
    },
    { ...row, part: 'valid', document: 1, truth: 'up', predicted: 'down', probabilities: [1, 0] },
  ]);
});

const items = (filter: Partial<TestedFilter>) =>
  testedRows(store, { ...usual, ...filter }).rows.map(({ item }) => item);

test('a cell, a row or a column of the confusion matrix leads to its texts', () => {
  const cell = testedRows(store, { ...usual, truth: 'up', predicted: 'down' });
  expect(cell).toMatchObject({
    total: 1,
    rows: [
      { item: 1, document: { id: 2, text: 'profit falls', symbols: ['BBB'] }, probabilities: [0.6, 0.4] },
    ],
  });
  expect(items({ truth: 'up' })).toEqual([0, 1]);
  expect(items({ predicted: 'up' })).toEqual([0, 2]);
  expect(items({ wrong: true })).toEqual([1, 2]);
  expect(testedRows(store, { ...usual, truth: 'down' }).rows).toMatchObject([
    { document: null, text: 'of a file', line: 7 },
  ]);
});

test('they are ordered by how sure the run was, and come by pages', () => {
  expect(items({ order: 'sure' })).toEqual([0, 2, 1]);
  expect(items({ order: 'unsure' })).toEqual([1, 2, 0]);
  const page = testedRows(store, { ...usual, order: 'sure', offset: 1, limit: 1 });
  expect(page).toMatchObject({ total: 3, rows: [{ item: 2 }] });
});
