import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

test('what is in the bin stays there, and numbers that it had are not used again', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  db.pragma('foreign_keys = ON');
  migrate(db, migrations.slice(0, 17));
  db.exec(`
    INSERT INTO deletion VALUES (2, 'run', 'Run 3', 3, 10, '[]'), (5, 'source', 'a.csv', 1, 20, '[]');
    INSERT INTO deleted_row VALUES (7, 2, 'run', 'delete', '["id"]', '["3"]', NULL);
    DELETE FROM deletion WHERE id = 5;
  `);
  const rows = (): unknown[] =>
    ['deletion', 'deleted_row'].map((table) => db.prepare(`SELECT * FROM ${table}`).raw().all());
  const before = rows();
  migrate(db);
  expect(rows()).toEqual(before);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.exec("INSERT INTO deletion (what, name, deleted_at, removed) VALUES ('correction', 'line 2', 30, '[]')");
  expect(db.prepare('SELECT id FROM deletion ORDER BY id').pluck().all()).toEqual([2, 6]);
  expect(() => db.exec('DELETE FROM deletion WHERE id = 2')).toThrow('FOREIGN KEY');
  db.close();
});

test('an empty bin whose numbers were used goes on with the next one', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 17));
  db.exec("INSERT INTO deletion VALUES (4, 'run', 'Run 3', 3, 10, '[]'); DELETE FROM deletion");
  migrate(db);
  db.exec("INSERT INTO deletion (what, name, deleted_at, removed) VALUES ('search', 'x', 30, '[]')");
  expect(db.prepare('SELECT id FROM deletion').pluck().get()).toBe(5);
  db.close();
});
