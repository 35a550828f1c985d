import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { createRun } from '../store/runs.ts';
import { savePredictions } from '../store/predicted-rows.ts';
import { listSources } from '../store/sources.ts';
import type { WritableStore } from '../store/store.ts';
import { forgetSource } from './forget-source.ts';

/** All that a workspace holds, without the numbers that it gave and the times at which it did. */
function contentOf({ db }: WritableStore): Record<string, unknown> {
  const rows = (sql: string): unknown[] =>
    db
      .prepare(sql)
      .all()
      .map((row) => JSON.stringify(row))
      .toSorted();
  const found = (word: string): unknown[] =>
    rows(`SELECT hex(content_key) AS k FROM document d JOIN document_text t ON t.rowid = d.id
          WHERE document_text MATCH '"${word}"'`);
  return {
    documents:
      rows(`SELECT hex(content_key) AS k, published_at, verified, retweet, cut_off, author, text, normal_key,
                       url, line, s.name FROM document d JOIN source_file s ON s.id = d.source_file`),
    groups: rows(`SELECT json_group_array(k) AS members FROM (
                    SELECT hex(content_key) AS k, near_duplicate_group FROM document ORDER BY k)
                  GROUP BY near_duplicate_group`),
    mentions: rows(`SELECT symbol, m.published_at, hex(content_key) AS k FROM mention m
                    JOIN company c ON c.id = m.company_id JOIN document d ON d.id = m.document_id`),
    labels: rows(`SELECT hex(content_key) AS k, l.scheme, origin, value, s.name, l.line FROM label l
                  JOIN document d ON d.id = l.document_id JOIN source_file s ON s.id = l.source_file`),
    prices: rows(`SELECT symbol, day, open, high, low, close, adjusted, volume, s.name, p.line FROM price p
                  JOIN company c ON c.id = p.company_id JOIN source_file s ON s.id = p.source_file`),
    companies: rows('SELECT symbol, name, sector FROM company'),
    spellings: rows(
      `SELECT symbol, a.name, a.documents FROM company_alias a JOIN company c ON c.id = a.company_id`,
    ),
    // Whether a list of companies said something new depends on what its companies were called at the time.
    sources: rows(`SELECT name, kind, scheme, records, iif(kind = 'companies', null, accepted) AS accepted,
                     iif(kind = 'companies', null, duplicate) AS duplicate, rejected FROM source_file`),
    rejects: rows(`SELECT s.name, r.line, r.byte, column_name, r.kind, message FROM reject r
                   JOIN source_file s ON s.id = r.source_file`),
    found: ['profit', 'falls', 'rises'].map(found),
  };
}

const long = 'profit falls at the company that nobody had expected to see falling';
const texts = [
  'profit rises',
  'Profit rises!',
  'RT @someone: profit rises',
  'profit falls',
  long,
  `${long.slice(0, 55)}…`,
];
const text = fc.constantFrom(...texts);
const ticker = fc.constantFrom('AAA', 'BBB', 'CCC');
const name = fc.constantFrom('', 'Alpha', 'Alpha Inc');
const label = fc.constantFrom('', 'good', 'bad');
const time = fc.constantFrom('', '2018-07-18T10:00:00Z', '2018-07-19T10:00:00Z');
const cell = (value: string): string => `"${value}"`;
const table = (heading: string, rows: readonly (readonly string[])[]): string =>
  [heading, ...rows.map((row) => row.map(cell).join(','))].join('\n') + '\n';
const some = { minLength: 1, maxLength: 8 };

const textFile = fc
  .array(
    fc.tuple(
      text,
      time,
      fc.constantFrom('', 'ann'),
      fc.constantFrom('', 'http://x.test/1'),
      ticker,
      name,
      label,
    ),
    some,
  )
  .map((rows) => table('text,date,author,url,ticker,name,sentiment', rows));
const labelFile = fc
  .array(fc.tuple(text, fc.constantFrom('good', 'bad')), some)
  .map((rows) => table('text,sentiment', rows));
const priceFile = fc
  .array(fc.tuple(fc.constantFrom('2018-07-18', '2018-07-19'), ticker, fc.constantFrom('10', '11')), some)
  .map((rows) => table('Date,Symbol,Close', rows));
const companyFile = fc
  .array(fc.tuple(ticker, fc.constantFrom('Alpha', 'Beta'), fc.constantFrom('', 'Energy', 'Health')), some)
  .map((rows) => table('symbol,name,sector', rows));
const anyFile = fc.oneof(textFile, labelFile, priceFile, companyFile);

const notLabels = fc.oneof(textFile, priceFile, companyFile);

async function imported(files: readonly (readonly [string, string])[]): Promise<WritableStore> {
  const store = temporaryStore();
  // Nobody turns the machine off meanwhile.
  store.db.pragma('synchronous = OFF');
  for (const [file, content] of files) await importContent(store, file, content);
  return store;
}

function numberOf(store: WritableStore, file: string): number {
  return listSources(store).find((source) => source.name === file)!.id;
}

/** A property of files that all differ: forgetting one of them leaves what importing the others gives. */
function forgetting(files: fc.Arbitrary<string>, count: number, place: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(fc.uniqueArray(files, { minLength: count, maxLength: count }), async (contents) => {
      const all = contents.map((content, i) => [`${i}.csv`, content] as const);
      const store = await imported(all);
      const before = contentOf(store);
      const number = numberOf(store, `${place}.csv`);
      const tried = forgetSource(store, number, true);
      expect(contentOf(store)).toEqual(before);
      expect({ ...forgetSource(store, number, false), dryRun: true }).toEqual(tried);
      expect(contentOf(store)).toEqual(contentOf(await imported(all.filter((_, i) => i !== place))));
      expect(store.db.pragma('foreign_key_check')).toEqual([]);
      store.db.exec("INSERT INTO document_text (document_text, rank) VALUES ('integrity-check', 1)");
    }),
    { numRuns: 10 },
  );
}

describe('a workspace after a file was forgotten is as if only the others had been imported', () => {
  test.each([0, 1])(
    'of two files of any kind, number %i',
    async (place) => {
      await expect(forgetting(anyFile, 2, place)).resolves.toBeUndefined();
    },
    120_000,
  );

  // Of labels that contradict each other the first one counts, so that what lists of labels give depends on their order.
  test.each([0, 1, 2])(
    'of three files, number %i',
    async (place) => {
      await expect(forgetting(notLabels, 3, place)).resolves.toBeUndefined();
    },
    120_000,
  );
});

test('what other files brought too stays with the numbers, predictions and labels that it has', async () => {
  const store = temporaryStore();
  const row = '"profit rises",2018-07-18T10:00:00Z,AAA\n';
  await importContent(
    store,
    'first.csv',
    `text,date,ticker\n${row}"profit falls",2018-07-19T10:00:00Z,BBB\n`,
  );
  await importContent(store, 'again.csv', `text,date,ticker\n${row}"a third",2018-07-20T10:00:00Z,AAA\n`);
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  const said = { part: 'test' as const, truth: 'good', predicted: 'bad', probabilities: [1, 0] };
  savePredictions(
    store,
    run,
    [1, 2, 3].map((document) => ({ document, ...said })),
  );
  store.db.exec(
    "INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (1, 'mood', 'manual', 'good', 0)",
  );
  expect(forgetSource(store, 1, false)).toEqual({
    source: 1,
    file: 'first.csv',
    kind: 'texts',
    dryRun: false,
    documents: 1,
    mentions: 1,
    companies: 1,
    labels: 0,
    prices: 0,
    rejects: 0,
    kept: 1,
    notes: [],
  });
  expect(store.db.prepare('SELECT id, text, source_file FROM document ORDER BY id').raw().all()).toEqual([
    [1, 'profit rises', 2],
    [3, 'a third', 2],
  ]);
  expect(store.db.prepare('SELECT document_id, value FROM label').raw().all()).toEqual([[1, 'good']]);
  expect(store.db.prepare('SELECT document_id, text FROM prediction ORDER BY item').raw().all()).toEqual([
    [1, null],
    [null, 'profit falls'],
    [3, null],
  ]);
});

test('what ends half-way leaves everything as it was', async () => {
  const row = '"profit rises",2018-07-18,AAA\n';
  const store = await imported([
    ['first.csv', `text,date,ticker\n${row}"profit falls",2018-07-19,BBB\n`],
    ['again.csv', `text,date,ticker\n${row}`],
  ]);
  const before = contentOf(store);
  // The file itself is deleted last but for the groups.
  store.db.exec(
    "CREATE TRIGGER ended BEFORE DELETE ON source_file BEGIN SELECT RAISE(ABORT, 'the machine stopped'); END",
  );
  expect(() => forgetSource(store, 1, false)).toThrow('the machine stopped');
  expect(contentOf(store)).toEqual(before);
});

test('numbers of documents are not used again', async () => {
  const store = temporaryStore();
  const texts = (word: string): string => `text,ticker\n${word} one,AAA\n${word} two,AAA\n`;
  await importContent(store, 'a.csv', texts('alpha'));
  await importContent(store, 'b.csv', texts('beta'));
  forgetSource(store, 2, false);
  await importContent(store, 'c.csv', texts('gamma'));
  expect(store.db.prepare('SELECT id FROM document ORDER BY id').pluck().all()).toEqual([1, 2, 5, 6]);
});

test('a file that an earlier version imported is named, until it is imported again', async () => {
  const store = temporaryStore();
  const content = 'text,ticker\nprofit rises,AAA\n';
  await importContent(store, 'a.csv', `${content}profit falls,AAA\n`);
  await importContent(store, 'b.csv', content);
  store.db.exec('DELETE FROM kept_record; UPDATE source_file SET records_kept = 0');
  expect(forgetSource(store, 1, true)).toMatchObject({
    kept: 0,
    notes: [expect.stringContaining('An earlier version imported b.csv')],
  });
  await importContent(store, 'b.csv', content);
  expect(forgetSource(store, 1, true)).toMatchObject({ kept: 1, notes: [] });
});

test('a source that is not there is named with the list of those that are', () => {
  expect(() => forgetSource(temporaryStore(), 7, false)).toThrow('There is no source 7.');
});
