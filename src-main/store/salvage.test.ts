import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { openStore } from './open.ts';
import { addMetrics, createRun } from './runs.ts';
import { salvage } from './salvage.ts';

const begun = { recipe: 'topic', config: '{}', version: '1' };

test('a copy of all rows sets none aside, and goes on with the numbers that come next', () => {
  const folder = temporaryFolder();
  const store = openStore(folder);
  const runs = [1, 2, 3].map(() => createRun(store, begun));
  addMetrics(store, 1, [{ name: 'loss', step: 1, epoch: 1, value: 1 }]);
  store.db.exec('DELETE FROM run WHERE id > 1');
  store.close();
  expect(runs).toEqual([1, 2, 3]);
  expect(salvage(folder)).toEqual([]);
  const copy = openStore(folder);
  expect(createRun(copy, begun)).toBe(4);
  const names = copy.db.prepare('SELECT name FROM sqlite_sequence ORDER BY name').pluck().all();
  expect(names).toEqual([...new Set(names)]);
  copy.close();
});
