import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { createRun, runById, runsOfCurve, updateRun } from '../runs.ts';
import { migrations } from './all.ts';

test('runs that were trained before belong to no curve', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 3));
  db.exec(
    `INSERT INTO run (recipe, state, created_at, config, version, host, pid)
     VALUES ('topic', 'done', 0, '{}', '1', 'here', 1)`,
  );
  migrate(db, migrations.slice(0, 4));
  expect(db.prepare('SELECT id, recipe, curve FROM run').all()).toEqual([
    { id: 1, recipe: 'topic', curve: null },
  ]);
  db.close();
});

test('the runs of a curve are found by the first of them', () => {
  const store = temporaryStore();
  const [alone, first, second] = [0, 1, 2].map(() =>
    createRun(store, { recipe: 'topic', config: '{}', version: '1' }),
  );
  for (const run of [first!, second!]) updateRun(store, run, { curve: first! });
  expect(runsOfCurve(store, first!).map(({ id }) => id)).toEqual([first, second]);
  expect(runById(store, alone!)?.curve).toBeNull();
  expect(() => updateRun(store, first!, { curve: 99 })).toThrow(/FOREIGN KEY/);
});
