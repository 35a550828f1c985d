import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { endLease } from '../store/lease.ts';
import { createRun } from '../store/runs.ts';
import { listRunRows, runRow, unreadableRuns } from './runs.ts';

/** A workspace that has these of so many runs. */
function storeWith(ids: readonly number[]) {
  const store = temporaryStore();
  for (let id = 1; id <= Math.max(0, ...ids); id++) {
    createRun(store, { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' });
    if (!ids.includes(id)) store.db.prepare('DELETE FROM run WHERE id = ?').run(id);
  }
  return store;
}

test('a run whose stored settings are damaged is named', () => {
  const store = storeWith([1]);
  store.db.prepare(`UPDATE run SET config = '{"recipe":"topic","epochs":"many"}'`).run();
  expect(() => runRow(store, 1)).toThrow('Run 1 cannot be read: its settings or its result are damaged');
});

test.each([
  ['settings', `config = '{"recipe":"topic","epochs":"many"}'`],
  ['settings that are cut off', `config = '{"recipe":"to'`],
  ['a result that is cut off', `result = '{"recipe":"topic","test":{"n":3'`],
  ['a result that is none', `result = '[]'`],
  ['a recipe of another version', `recipe = 'oracle'`],
])('a run with %s hides no others', (_, change) => {
  const store = storeWith([1, 2, 3]);
  store.db.prepare(`UPDATE run SET ${change} WHERE id = 2`).run();
  expect(listRunRows(store).map(({ id }) => id)).toEqual([3, 1]);
  expect(unreadableRuns(store)).toMatchObject([
    { id: 2, problem: expect.stringContaining('Run 2 cannot be read') },
  ]);
});

test('listing stores nothing, also where a run has died', () => {
  const store = storeWith([1]);
  endLease(store.dir, 'run-1');
  const before = store.db.prepare('SELECT * FROM run').all();
  expect(listRunRows(store)).toMatchObject([{ id: 1, state: 'failed' }]);
  expect(store.db.prepare('SELECT * FROM run').all()).toEqual(before);
});

test.each([
  [[], 'There is no run 99. Nothing has been trained in this workspace yet.'],
  [[1], 'There is no run 99. The only run is 1.'],
  [[1, 2], 'There is no run 99. The runs are 1 and 2.'],
  [[1, 2, 3, 4, 5], 'There is no run 99. The runs are 1 to 5.'],
  [[2, 4, 5, 6, 9], 'There is no run 99. The runs are 2, 4 to 6 and 9.'],
  [[1, 3, 5, 7, 9, 11, 13, 15], 'There is no run 99. The latest runs are 5, 7, 9, 11, 13 and 15.'],
])('of the runs %j, 99 is none', (ids, message) => {
  const store = storeWith(ids);
  const remedy =
    ids.length === 0 ? { action: 'train', recipe: 'contextual-sentiment' } : { action: 'list', what: 'runs' };
  expect(() => runRow(store, 99)).toThrow(expect.objectContaining({ message, remedies: [remedy] }));
  expect(ids.map((id) => runRow(store, id).id)).toEqual(ids);
});
