import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { createRun, reopenRun, runById, standing, updateRun } from '../runs.ts';
import { migrations } from './all.ts';

const resume = [{ action: 'resume', run: 1 }];

test('the problem of a run that failed before reads as it did, without remedies', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 7));
  db.exec(
    `INSERT INTO run (recipe, state, created_at, config, version, host, pid, problem)
     VALUES ('topic', 'failed', 0, '{}', '1', 'here', 1, 'Import labels with: contexture import FILE')`,
  );
  migrate(db, migrations.slice(0, 8));
  expect(db.prepare('SELECT id, problem, remedies FROM run').all()).toEqual([
    { id: 1, problem: 'Import labels with: contexture import FILE', remedies: null },
  ]);
  db.close();
});

test('remedies are kept with the problem of a run until it is taken up again', () => {
  const store = temporaryStore();
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  updateRun(store, run, { state: 'failed', problem: 'lost', remedies: JSON.stringify(resume) });
  expect(standing(store, runById(store, run)!)).toEqual({
    state: 'failed',
    problem: 'lost',
    remedies: resume,
  });
  reopenRun(store, run, { prefix: '', epoch: 0 });
  expect(standing(store, runById(store, run)!)).toEqual({ state: 'running', problem: null, remedies: [] });
});

test.each([
  ['of another version', '[{"action":"restart","run":1}]'],
  ['damaged', '{"action":'],
])('remedies that are %s are left out, and the problem stays', (_name, remedies) => {
  const store = temporaryStore();
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  updateRun(store, run, { state: 'failed', problem: 'lost', remedies });
  expect(standing(store, runById(store, run)!)).toEqual({ state: 'failed', problem: 'lost', remedies: [] });
});
