import { createHash } from 'node:crypto';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { contentKey } from '../content-key.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

interface Text {
  publishedAt: number | null;
  author: string | null;
  text: string;
}

test('rows stay as they are, with what refers to them, and no number is given twice', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  db.pragma('foreign_keys = ON');
  migrate(db, migrations.slice(0, 16));
  db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
      VALUES (1, 'a', 'a', 'texts', '', 'utf-8', 1, 'x', 0);
    INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key, source_file, line)
      VALUES (7, x'00', 7, 0, 0, 0, 'a text', 'a text', 1, 1);
    INSERT INTO run (id, recipe, config, state, version, created_at, host, pid)
      VALUES (3, 'topic', '{}', 'done', '1', 0, 'here', 1);
    INSERT INTO metric VALUES (2, 3, 'loss', 1, 0.5, 0.25), (5, 3, 'loss', 2, 1, NULL);
    INSERT INTO reject VALUES (4, 1, 2, 10, NULL, 'text', 'the text is empty', ',,');
    INSERT INTO judgement VALUES (6, 2, 7, 'tone', 'ann', 'blind', 'good', 5);
    INSERT INTO label_source VALUES (8, 'topics', 'cluster', 'found', '{}', 9);
    INSERT INTO text_cluster VALUES (7, 8, 1);
  `);
  const tables = ['metric', 'reject', 'judgement', 'label_source', 'text_cluster'];
  const rows = (): unknown[] => tables.map((table) => db.prepare(`SELECT * FROM ${table}`).raw().all());
  const before = rows();
  migrate(db);
  expect(rows()).toEqual(before);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(() => db.exec('DELETE FROM label_source')).toThrow('FOREIGN KEY');
  db.exec('DELETE FROM metric');
  db.exec("INSERT INTO metric (run_id, name, step, epoch, value) VALUES (3, 'loss', 1, 1, 1)");
  expect(db.prepare('SELECT id FROM metric').pluck().all()).toEqual([6]);
  db.close();
});

test('a document that was deleted before schema 16 comes back with the key that an import would give it', () => {
  const timed: Text = { publishedAt: -1, author: "o'neil", text: 'profits rise' };
  const timeless: Text = { publishedAt: null, author: null, text: 'at any time' };
  const former = ({ publishedAt, author, text }: Text): string =>
    createHash('sha1').update(`${publishedAt}\0${author}\0${text}`).digest('hex').slice(0, 32).toUpperCase();
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 15));
  db.exec("INSERT INTO deletion VALUES (1, 'source', 'a.csv', 1, 0, '[]')");
  const insert = db.prepare(
    `INSERT INTO deleted_row (deletion_id, table_name, change, columns, before, after) VALUES (1, ?, ?, ?, ?, ?)`,
  );
  const columns = JSON.stringify(['id', 'content_key', 'published_at', 'author']);
  const row = (one: Text, key: string): string =>
    JSON.stringify(['7', `X'${key}'`, String(one.publishedAt ?? 'NULL'), "'o''neil'"]);
  const keys = [timed, timeless].map((one) => [one, former(one), contentKey(one).toUpperCase()] as const);
  for (const [one, key] of keys) {
    insert.run('document', 'delete', columns, row(one, key), null);
    insert.run('document', 'insert', columns, null, row(one, key));
  }
  insert.run('mention', 'delete', '["company_id"]', '["1"]', null);
  migrate(db);
  const now = db.prepare('SELECT before, after FROM deleted_row ORDER BY id').raw().all();
  expect(now).toEqual([
    ...keys.flatMap(([one, , key]) => [
      [row(one, key), null],
      [null, row(one, key)],
    ]),
    ['["1"]', null],
  ]);
  db.close();
});
