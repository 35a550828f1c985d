import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

test('a workspace of before keeps its files, and knows no shapes yet', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 9));
  db.exec(
    `INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
     VALUES (1, 'a', 'a', 'texts', '', 'utf-8', 1, 'x', 0)`,
  );
  migrate(db, migrations.slice(0, 10));
  expect(db.pragma('user_version', { simple: true })).toBe(10);
  expect(db.prepare('SELECT id, name FROM source_file').raw().all()).toEqual([[1, 'a']]);
  expect(db.prepare('SELECT count(*) FROM file_shape').pluck().get()).toBe(0);
  db.close();
});
