import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

test('a workspace of before keeps its labels, and nobody has judged yet', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 11));
  db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
      VALUES (1, 'a', 'a', 'texts', '', 'utf-8', 1, 'x', 0);
    INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key, source_file, line)
      VALUES (7, x'00', 7, 0, 0, 0, 'a text', 'a text', 1, 1);
    INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (7, 'tone', 'import', 'good', 0);
  `);
  migrate(db, migrations.slice(0, 12));
  expect(db.pragma('user_version', { simple: true })).toBe(12);
  expect(db.prepare('SELECT document_id, scheme, origin, value FROM label').raw().all()).toEqual([
    [7, 'tone', 'import', 'good'],
  ]);
  expect(db.prepare('SELECT count(*) FROM judgement').pluck().get()).toBe(0);
  const add = (stage: string) =>
    db.exec(
      `INSERT INTO judgement (action, document_id, scheme, annotator, stage, value, created_at)
       VALUES (1, 7, 'tone', 'ann', '${stage}', 'good', 0)`,
    );
  add('blind');
  expect(() => add('guessed')).toThrow('CHECK');
  db.close();
});
