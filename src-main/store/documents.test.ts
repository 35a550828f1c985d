import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { documentsByIds, histogram, timeline } from './documents.ts';
import { matchExpression } from './full-text.ts';
import { labelledDocuments } from './labels.ts';
import type { WritableStore } from './store.ts';

const texts = [
  'Netflix releases earnings',
  'E*TRADE upgraded by analysts $ETFC',
  'Café "Größe" opens',
  'Netflix falls after earnings release',
  'nothing at all',
];

async function filled(): Promise<WritableStore> {
  const store = temporaryStore();
  const lines = texts.map(
    (text, i) => `1,${text},Wed Jul 18 21:00:0${2 * i} +0000 2018,ann,T${i % 2},Company,,True`,
  );
  await importContent(
    store,
    't.csv',
    `id,text,timestamp,source,symbols,company_names,url,verified\n${lines.join('\n')}\n`,
  );
  return store;
}

test('a query finds the documents that hold all its words, the last one also begun', async () => {
  const store = await filled();
  const found = (query: string, symbol: string | null = null): number[] =>
    timeline(store, { symbol, query, offset: 0, limit: 10 }).rows.map(({ id }) => id);
  expect(found('netflix earn')).toEqual([4, 1]);
  expect(found('earn netflix')).toEqual([]);
  expect(found('earn* netflix')).toEqual([4, 1]);
  expect(found('"after earnings"')).toEqual([4]);
  expect(found('E*TRADE')).toEqual([2]);
  expect(found('$etfc')).toEqual([2]);
  expect(found('cafe grosse')).toEqual([]);
  expect(found('cafe größe')).toEqual([3]);
  expect(found('earnings', 't1')).toEqual([4]);
  expect(found('!!! ---')).toEqual([]);
  expect(found('  ')).toEqual([5, 4, 3, 2, 1]);
});

test('whatever is typed, the query is no error', async () => {
  const store = await filled();
  const typed = fc.string({
    unit: fc.constantFrom('a', '"', '*', '^', ':', '(', ')', '-', '+', ' ', '\0', 'AND', 'NEAR', "'"),
  });
  fc.assert(
    fc.property(fc.oneof(typed, fc.string({ unit: 'binary' })), (query) => {
      expect(timeline(store, { symbol: null, query, offset: 0, limit: 1 }).total).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 500 },
  );
});

test('an expression is nothing but quoted parts', () => {
  expect(matchExpression('say "two words" AND fin*  en')).toBe('"say" "two words" "AND" "fin*" * "en" *');
  expect(matchExpression('?!')).toBeNull();
});

test('a timeline is paged, most recent first', async () => {
  const store = await filled();
  const page = timeline(store, { symbol: null, query: '', offset: 1, limit: 2 });
  expect([page.total, page.rows.map(({ id }) => id)]).toEqual([5, [4, 3]]);
  expect(timeline(store, { symbol: '$T1', query: '', offset: 0, limit: 9 }).rows.map(({ id }) => id)).toEqual(
    [4, 2],
  );
});

test('documents come in the order that was asked for', async () => {
  const store = await filled();
  expect(documentsByIds(store, [3, 99, 1, 3]).map(({ id }) => id)).toEqual([3, 1, 3]);
});

test('a histogram counts every document once, in equal bins', async () => {
  const store = await filled();
  const first = Date.UTC(2018, 6, 18, 21, 0, 0);
  const bins = histogram(store, { symbol: null, bins: 2 });
  // Seconds 0, 2 | 4, 6, 8: the bins meet at 4.0005 s, half of what lies between the first and just after the last.
  expect(bins.map(({ count }) => count)).toEqual([3, 2]);
  expect([bins[0]?.from, bins[1]?.to]).toEqual([first, first + 8001]);
  expect(bins[0]?.to).toBe(bins[1]?.from);
  expect(histogram(store, { symbol: 'T1', bins: 7 }).reduce((sum, { count }) => sum + count, 0)).toBe(2);
  expect(histogram(temporaryStore(), { symbol: null, bins: 3 })).toEqual([]);
});

test('of the labels of a document, what a person set counts first, then files, rules and models', async () => {
  const store = await filled();
  const insert = store.db.prepare(
    "INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (?, 'sentiment', ?, ?, 0)",
  );
  const add = (document: number, origin: string): void => void insert.run(document, origin, `by ${origin}`);
  for (const origin of ['model', 'manual', 'rule', 'import']) add(1, origin);
  for (const origin of ['model', 'rule']) add(2, origin);
  for (const origin of ['import', 'rule']) add(4, origin);
  const values = (symbols: string[] | null): [number, string][] =>
    labelledDocuments(store, 'sentiment', symbols).map(({ document, value }) => [document, value]);
  expect(values(null)).toEqual([
    [1, 'by manual'],
    [2, 'by rule'],
    [4, 'by import'],
  ]);
  expect(values(['$t0'])).toEqual([[1, 'by manual']]);
  expect(labelledDocuments(store, 'other', null)).toEqual([]);
});

test('a word that thousands of texts hold is found in the same order as a rare one, those without time last', async () => {
  const store = temporaryStore();
  const lines = Array.from({ length: 5200 }, (_, n) => {
    const day = 1 + ((n * 7) % 28);
    const at = n % 40 === 0 ? '' : `2018-07-${String(day).padStart(2, '0')}T10:00:00Z`;
    return `Number ${n} says profit${n % 50 === 0 ? ' rarely' : ''},${at}\n`;
  });
  await importContent(store, 'texts.csv', `text,published_at\n${lines.join('')}`);
  const stored = store.db
    .prepare<[], { id: number; at: number | null; text: string }>(
      'SELECT id, published_at AS at, text FROM document',
    )
    .all();
  const sorted = stored.toSorted((a, b) => (b.at ?? -Infinity) - (a.at ?? -Infinity) || b.id - a.id);
  for (const [query, offset] of [
    ['profit', 0],
    ['profit', 5190],
    ['rarely', 0],
    ['rarely', 90],
  ] as const) {
    const { total, rows } = timeline(store, { symbol: null, query, offset, limit: 20 });
    const wanted = sorted.filter(({ text }) => text.includes(query)).map(({ id }) => id);
    expect(total).toBe(wanted.length);
    expect(rows.map(({ id }) => id)).toEqual(wanted.slice(offset, offset + 20));
  }
});

test('the texts of a search are counted once for its words, and once for those that begin with the last', async () => {
  const store = await filled();
  const prepared = vi.spyOn(store.db, 'prepare');
  for (const [query, counts, total] of [
    ['"earnings release"', 1, 1],
    ['netflix earn', 2, 2],
    ['earnings author:ann', 1, 2],
  ] as const) {
    prepared.mockClear();
    expect(timeline(store, { symbol: null, query, offset: 0, limit: 10 }).total).toBe(total);
    const asked = prepared.mock.calls.filter(([sql]) => sql.includes('count(*)'));
    expect([query, asked.length]).toEqual([query, counts]);
  }
});
