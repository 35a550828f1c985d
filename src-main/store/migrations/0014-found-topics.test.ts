import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

test('a workspace of before keeps its labels and what they were made with, and clusters may give some', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  db.pragma('foreign_keys = ON');
  migrate(
    db,
    migrations.filter(({ version }) => version < 14),
  );
  db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
      VALUES (1, 'a', 'a', 'texts', '', 'utf-8', 1, 'x', 0);
    INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key, source_file, line)
      VALUES (7, x'00', 7, 0, 0, 0, 'a text', 'a text', 1, 1);
    INSERT INTO label (document_id, scheme, origin, value, created_at, known_at) VALUES (7, 'tone', 'price', 'up', 5, 9);
    INSERT INTO label_source (id, scheme, origin, name, settings, created_at) VALUES (3, 'tone', 'price', 'p', '{}', 5);
  `);
  const labels = 'SELECT origin, value, created_at, known_at FROM label';
  const sources = 'SELECT * FROM label_source';
  const before = [labels, sources].map((sql) => db.prepare(sql).all());
  const cluster =
    "INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (7, 'tone', 'cluster', 'found', 0)";
  expect(() => db.exec(cluster)).toThrow('CHECK');

  migrate(db, migrations);
  expect([labels, sources].map((sql) => db.prepare(sql).all())).toEqual(before);
  db.exec(cluster);
  db.exec(
    "INSERT INTO label_source (scheme, origin, name, settings, created_at) VALUES ('a', 'cluster', 'b', '{}', 0)",
  );
  const best = () => db.prepare('SELECT value, rank FROM best_label').raw().all();
  expect(best()).toEqual([['up', 3]]);
  db.exec("DELETE FROM label WHERE origin = 'price'");
  expect(best()).toEqual([['found', 5]]);
  // An index of that name is there as before.
  expect(db.pragma('index_list(label_source)')).toMatchObject([{ name: 'label_source_scheme' }]);
  db.close();
});
