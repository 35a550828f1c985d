import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

test('a workspace of before keeps its labels with all that was known of them, and prices may give some', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  db.pragma('foreign_keys = ON');
  migrate(
    db,
    migrations.filter(({ version }) => version < 13),
  );
  db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
      VALUES (1, 'a', 'a', 'texts', '', 'utf-8', 1, 'x', 0);
    INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key, source_file, line)
      VALUES (7, x'00', 7, 0, 0, 0, 'a text', 'a text', 1, 1);
    INSERT INTO run (id, recipe, config, state, version, created_at, host, pid)
      VALUES (3, 'topic', '{}', 'done', '1', 0, 'here', 1);
    INSERT INTO label (document_id, scheme, origin, value, source_file, line, created_at)
      VALUES (7, 'tone', 'import', 'good', 1, 2, 5);
    INSERT INTO label (document_id, scheme, origin, value, confidence, created_at, run_id)
      VALUES (7, 'tone', 'model', 'bad', 0.75, 6, 3);
  `);
  const labels =
    'SELECT origin, value, confidence, source_file, line, created_at, run_id FROM label ORDER BY origin';
  const before = db.prepare(labels).raw().all();
  const price =
    "INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (7, 'tone', 'price', 'up', 0)";
  expect(() => db.exec(price)).toThrow('CHECK');

  migrate(db, migrations);
  expect(db.prepare(labels).raw().all()).toEqual(before);
  expect(db.prepare('SELECT value FROM best_label').pluck().all()).toEqual(['good']);
  db.exec(price);
  db.exec("DELETE FROM label WHERE origin = 'import'");
  // What prices say counts before what a model says.
  expect(db.prepare('SELECT value FROM best_label').pluck().all()).toEqual(['up']);
  expect(db.prepare('SELECT count(*) FROM label_source').pluck().get()).toBe(0);
  db.close();
});
