import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

test('labels that were there before are of no run, and stay as they were', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 4));
  db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
      VALUES (1, 'a', 'a', 'labels', 'topic', 'utf-8', 1, 'x', 0);
    INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key, source_file, line)
      VALUES (7, x'00', 7, 0, 0, 0, 'a text', 'a text', 1, 1);
    INSERT INTO label (document_id, scheme, origin, value, source_file, line, created_at)
      VALUES (7, 'topic', 'import', 'Earnings', 1, 1, 0);
  `);
  migrate(db);
  expect(db.prepare('SELECT document_id, value, origin, run_id FROM label').all()).toEqual([
    { document_id: 7, value: 'Earnings', origin: 'import', run_id: null },
  ]);
  db.close();
});
