import { createHash } from 'node:crypto';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { contentKey } from '../content-key.ts';
import { migrate } from '../migrate.ts';
import { migrations } from './all.ts';

const texts = [
  { publishedAt: 1_531_949_606_123, author: 'ann', text: 'profits rise' },
  { publishedAt: -1, author: null, text: 'a millisecond before 1970' },
  { publishedAt: -1000, author: null, text: 'a second before 1970' },
  { publishedAt: null, author: 'bob', text: 'at any time' },
  { publishedAt: 8_640_000_000_000_000, author: null, text: 'at the end of all times' },
  { publishedAt: -8_640_000_000_000_000, author: null, text: 'at their beginning' },
];

/** As keys were until then. */
const formerKey = ({ publishedAt, author, text }: (typeof texts)[number]): Buffer =>
  createHash('sha1').update(`${publishedAt}\0${author}\0${text}`).digest().subarray(0, 16);

test('keys that were there become those that an import of the same texts would give', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(
    db,
    migrations.filter(({ version }) => version < 14),
  );
  db.exec(`INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
    VALUES (1, 'a', 'a', 'texts', '', 'utf-8', 1, 'x', 0)`);
  const insert = db.prepare(
    `INSERT INTO document (content_key, published_at, near_duplicate_group, verified, retweet, cut_off, author, text,
       normal_key, source_file, line) VALUES (?, ?, 1, 0, 0, 0, ?, ?, '', 1, 1)`,
  );
  for (const text of texts) insert.run(formerKey(text), text.publishedAt, text.author, text.text);
  migrate(db);
  const keys = db
    .prepare<[], string>('SELECT lower(hex(content_key)) FROM document ORDER BY id')
    .pluck()
    .all();
  expect(keys).toEqual(texts.map(contentKey));
  db.close();
});

test('keys are in the order of the times, and differ within a second', () => {
  const [first, second, later] = [1000, 1999, 2000].map((publishedAt) =>
    contentKey({ publishedAt, author: null, text: 'a text' }),
  );
  expect(first!.slice(0, 12)).toBe(second!.slice(0, 12));
  expect(first).not.toBe(second);
  expect(later! > second! && later! > first!).toBe(true);
  expect(first).toHaveLength(32);
});
