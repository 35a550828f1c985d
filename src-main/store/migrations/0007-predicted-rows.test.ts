import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { migrate } from '../migrate.ts';
import { openStore } from '../open.ts';
import { predictedRows } from '../predicted-rows.ts';
import { runPredictions } from '../runs.ts';
import { migrations } from './all.ts';

test('predictions of earlier runs stay, one per document, in the order of their documents', () => {
  const folder = temporaryFolder();
  const db = new SQLite(join(folder, 'contexture.db'));
  migrate(db, migrations.slice(0, 6));
  db.exec(`
    INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
      VALUES (1, 'a', 'a', 'labels', 'topic', 'utf-8', 1, 'x', 0);
    INSERT INTO document (id, content_key, near_duplicate_group, verified, retweet, cut_off, text, normal_key, source_file, line)
      VALUES (7, x'00', 7, 0, 0, 0, 'seven', 'seven', 1, 1), (9, x'01', 9, 0, 0, 0, 'nine', 'nine', 1, 2);
    INSERT INTO run (recipe, state, created_at, config, version, host, pid)
      VALUES ('topic', 'done', 0, '{}', '1', 'here', 1), ('topic', 'done', 0, '{}', '1', 'here', 1);
    INSERT INTO prediction (run_id, document_id, part, truth, predicted, probabilities) VALUES
      (1, 9, 'test', 'a', 'b', '[0.25,0.75]'), (1, 7, 'test', 'a', 'a', '[1,0]'),
      (1, 7, 'valid', 'b', 'b', '[0,1]'), (2, 7, 'test', 'a', 'a', '[0.5,0.5]');
  `);
  db.close();
  const store = openStore(folder);
  const of = (item: number, document: number, truth: string, predicted: string, probabilities: number[]) => ({
    item,
    document,
    line: null,
    text: null,
    truth,
    predicted,
    probabilities,
  });
  expect(predictedRows(store, 1)).toEqual([
    { part: 'test', ...of(0, 7, 'a', 'a', [1, 0]) },
    { part: 'test', ...of(1, 9, 'a', 'b', [0.25, 0.75]) },
    { part: 'valid', ...of(0, 7, 'b', 'b', [0, 1]) },
  ]);
  expect(runPredictions(store, 2)).toEqual([
    { document: 7, part: 'test', truth: 'a', predicted: 'a', probabilities: [0.5, 0.5] },
  ]);
  expect(store.db.pragma('foreign_key_check')).toEqual([]);
  store.close();
});
