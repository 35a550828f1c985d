import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import type { WritableStore } from '../store/store.ts';
import { bulk, plainWindow, single, type Text } from './plain-window.testing.ts';
import { contextScopes } from './scopes.ts';
import { contextSpecSchema, defaultContextSpec } from './spec.ts';
import type { ContextSpec } from './spec.ts';
import { contextWindow, contextWindows } from './window.ts';

const AUTHORS = ['ann', 'bob', null];

const textArbitrary = fc.record({
  // Few moments, so that many texts share one.
  at: fc.option(fc.integer({ min: -3, max: 12 }), { freq: 12 }),
  author: fc.constantFrom(...AUTHORS),
  companies: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
  retweet: fc.boolean(),
  verified: fc.boolean(),
  group: fc.integer({ min: 1, max: 12 }),
});

const specArbitrary: fc.Arbitrary<ContextSpec> = fc.record({
  n: fc.integer({ min: 0, max: 6 }),
  scope: fc.constantFrom(...contextScopes),
  noRetweets: fc.boolean(),
  verifiedOnly: fc.boolean(),
  noNearDuplicates: fc.boolean(),
  maxAgeMs: fc.option(fc.integer({ min: 1, max: 8 })),
});

/** Puts texts into an empty workspace as they are, in place of those that were there. */
function fill(store: WritableStore, texts: readonly Text[]): void {
  store.db.transaction(() => fillTables(store, texts))();
}

function fillTables({ db }: WritableStore, texts: readonly Text[]): void {
  db.exec('DELETE FROM mention; DELETE FROM document; DELETE FROM company; DELETE FROM source_file');
  db.exec(`INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
           VALUES (1, '', '', '', '', '', 0, '', 0)`);
  for (let company = 1; company <= 4; company++) {
    db.prepare('INSERT INTO company (id, symbol) VALUES (?, ?)').run(company, `C${company}`);
  }
  const insert = db.prepare(
    `INSERT INTO document (id, content_key, published_at, near_duplicate_group, verified, retweet, cut_off, author,
                           text, normal_key, source_file, line)
     VALUES (?, ?, ?, ?, ?, ?, 0, ?, '', '', 1, 1)`,
  );
  const mention = db.prepare('INSERT INTO mention (company_id, published_at, document_id) VALUES (?, ?, ?)');
  for (const { id, at, author, companies, retweet, verified, group } of texts) {
    insert.run(id, Buffer.from(String(id)), at, group, Number(verified), Number(retweet), author);
    for (const company of companies) mention.run(company, at ?? -8_640_000_000_000_001, id);
  }
}

test('one by one and in bulk, windows are what the plain rule says', () => {
  const store = temporaryStore();
  fc.assert(
    fc.property(fc.array(textArbitrary, { maxLength: 30 }), specArbitrary, (drawn, spec) => {
      const texts = drawn.map((text, i) => Object.assign(text, { id: i + 1 }));
      fill(store, texts);
      const expected = texts.map((text) => plainWindow(texts, text, spec));
      expect(bulk(store, texts, spec)).toEqual(expected);
      expect(bulk(store, texts, spec, { columns: true })).toEqual(expected);
      expect(texts.map((text) => single(store, text, spec))).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('a window reaches as far back as it must through near-duplicates and ties', () => {
  const store = temporaryStore();
  const texts: Text[] = Array.from({ length: 3000 }, (_, i) => ({
    id: i + 1,
    at: Math.floor(i / 700),
    author: null,
    companies: i % 3 === 0 ? [1, 2] : [1 + (i % 2)],
    retweet: false,
    verified: false,
    // All but the earliest say the same.
    group: i < 5 ? i + 1 : 6,
  }));
  fill(store, texts);
  for (const n of [1, 3, 6]) {
    const spec = contextSpecSchema.parse({ n, scope: 'company' });
    for (const text of [texts[2999]!, texts[1500]!]) {
      expect(single(store, text, spec)).toEqual(plainWindow(texts, text, spec));
    }
  }
});

test('a ticker at a time has the window that a new text would have', () => {
  const store = temporaryStore();
  const text = (id: number, at: number, companies: number[]): Text => ({
    id,
    at,
    author: null,
    companies,
    retweet: false,
    verified: false,
    group: id,
  });
  fill(store, [text(1, 10, [1]), text(2, 20, [2]), text(3, 30, [1]), text(4, 30, [1, 2])]);
  const ids = (at: number | null, scope: 'company' | 'market' = 'company'): number[] =>
    contextWindow(store, {
      document: null,
      symbol: '$c1',
      at,
      spec: { ...defaultContextSpec, scope },
    }).items.map(({ document }) => document.id);
  expect(ids(30)).toEqual([1]);
  expect(ids(31)).toEqual([1, 3, 4]);
  expect(ids(null)).toEqual([1, 3, 4]);
  expect(ids(25, 'market')).toEqual([1, 2]);
  // A document moved to another time does not stand in its own window.
  const moved = contextWindow(store, { document: 1, symbol: null, at: 100, spec: defaultContextSpec });
  expect(moved.items.map(({ document }) => document.id)).toEqual([3, 4]);
});

test('what does not exist is said', () => {
  const store = temporaryStore();
  const spec = defaultContextSpec;
  expect(() => contextWindow(store, { document: 7, symbol: null, at: null, spec })).toThrow(UserError);
  expect(() => contextWindow(store, { document: null, symbol: 'NIX', at: null, spec })).toThrow(
    /no ticker NIX/,
  );
  expect(() => contextWindow(store, { document: null, symbol: null, at: 5, spec })).toThrow(UserError);
  expect(() => contextWindows(store, [7], spec)).toThrow(/no document 7/);
});

test('the window of a text of which only the day is known holds nothing of that day', async () => {
  const store = temporaryStore();
  const rows = [
    'text,date,ticker,label',
    'said on the day before,2020-01-01,ABC,1',
    'known by its day alone,2020-01-02,ABC,0',
    'said on the day itself,2020-01-02T09:00:00Z,ABC,1',
    'said on the day after,2020-01-03T09:00:00Z,ABC,0',
  ];
  await importContent(store, 'days.csv', rows.join('\n'));
  const idOf = store.db.prepare<[string], number>('SELECT id FROM document WHERE text = ?').pluck();
  const windowOf = (text: string) => {
    const document = idOf.get(text)!;
    const { items } = contextWindow(store, { document, symbol: null, at: null, spec: defaultContextSpec });
    return items.map((item) => item.document.text);
  };
  expect(windowOf('known by its day alone')).toEqual(['said on the day before']);
  expect(windowOf('said on the day after')).toEqual([
    'said on the day before',
    'said on the day itself',
    'known by its day alone',
  ]);
});
