import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

test('mentions of before are of the file of their document, whose shared records are not known', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 8));
  db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
      VALUES (1, 'a', 'a', 'texts', '', 'utf-8', 1, 'x', 0);
    INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key, source_file, line)
      VALUES (7, x'00', 7, 0, 0, 0, 'a text', 'a text', 1, 1);
    INSERT INTO company (id, symbol) VALUES (3, 'AAA');
    INSERT INTO mention (company_id, published_at, document_id) VALUES (3, 0, 7);
  `);
  migrate(db, migrations.slice(0, 9));
  expect(db.prepare('SELECT company_id, document_id, source_file FROM mention').raw().all()).toEqual([
    [3, 7, null],
  ]);
  expect(db.prepare('SELECT records_kept FROM source_file').pluck().all()).toEqual([0]);
  expect(db.prepare('SELECT count(*) FROM kept_record').pluck().get()).toBe(0);
  expect(db.prepare("SELECT value FROM state WHERE name = 'last_document'").pluck().get()).toBe(7);
  db.close();
});
