import { beforeEach, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { nameClasses } from './class-names.ts';
import { timeline } from './documents.ts';
import { searchDocuments } from './search.ts';
import { searchQuery } from './search-query.ts';
import type { WritableStore } from './store.ts';
import { textsFound } from './texts-on-map.ts';

let store: WritableStore;

beforeEach(async () => {
  store = temporaryStore();
  await importContent(
    store,
    'a.csv',
    `text,date,ticker,author,sentiment
profit warning at the bank,2018-07-10T10:00:00Z,AAA,Reuters,negative
the bank rises,2018-07-10T11:30:00Z,AAA,ann,positive
guidance raised on profit,2018-07-11T09:00:00Z,BBB,reuters,positive
warning of a profit-taking day,2018-08-01T09:00:00Z,BBB,bob,
nothing about it -5% today,2019-01-02T09:00:00Z,BBB,bob,
`,
  );
});

/** The numbers of the texts that are found, in the order of the file. */
function found(query: string, symbol: string | null = null): number[] {
  const { total, rows } = timeline(store, { symbol, query, offset: 0, limit: 100 });
  expect(total).toBe(rows.length);
  return rows.map(({ id }) => id).toSorted((a, b) => a - b);
}

test.each([
  ['profit', [1, 3, 4]],
  ['profit warning', [1, 4]],
  ['"profit warning"', [1]],
  ['guidance OR rises', [2, 3]],
  ['profit guidance OR bank', [1, 3]],
  ['profit -guidance', [1, 4]],
  ['profit -"profit warning"', [3, 4]],
  ['profit guidance OR bank -warning', [3]],
  ['-profit', [2, 5]],
  ['-profit -bank', [5]],
  ['-profit author:reuters', []],
  ['-guidance author:reuters', [1]],
  ['-profit date:2018', [2]],
  ['prof author:reuters -guid', [1, 3]],
  ['author:reuters', [1, 3]],
  ['author:rEUTERS', [1, 3]],
  ['author:@ann', [2]],
  ['-author:bob', [1, 2, 3]],
  ['profit author:"Reuters"', [1, 3]],
  ['date:2018-07-10', [1, 2]],
  ['date:2018-07', [1, 2, 3]],
  ['date:2018', [1, 2, 3, 4]],
  ['from:2018-07-11', [3, 4, 5]],
  ['to:2018-07-10T11:00', [1]],
  ['from:2018-07-10T11:00 to:2018-08', [2, 3]],
  ['label:positive', [2, 3]],
  ['label:sentiment=Negative', [1]],
  ['label:topic=negative', []],
  ['label:none', [4, 5]],
  ['-label:none profit', [1, 3]],
  ['date:2018-02-31', []],
  ['date:soon', []],
  ['-5', [5]],
  ['guid', [3]],
  ['OR', [1, 2, 3, 4, 5].slice(0, 0)],
])('%s finds %j', (query, ids) => {
  expect(found(query)).toEqual(ids);
  // The map of texts sets off the same ones, and lists the latest first.
  expect(textsFound(store, query)).toEqual(ids.toReversed());
});

test('fields and words are looked for among the texts of one ticker, and by the command, as well', () => {
  expect(found('author:reuters', 'BBB')).toEqual([3]);
  const all = { symbols: null, from: null, to: null, labelled: null };
  const page = searchDocuments(store, { query: 'profit -guidance author:reuters', filter: all, limit: 9 });
  expect(page).toMatchObject({ total: 1, rows: [{ id: 1 }] });
  const byField = searchDocuments(store, { query: 'date:2019', filter: all, limit: 9 });
  expect(byField).toMatchObject({ total: 1, rows: [{ id: 5, snippet: 'nothing about it -5% today' }] });
});

test.each(['', '  ', '"', '- %', '""'])('%j holds nothing to look for', (query) => {
  expect(searchQuery(query)).toBeNull();
});

test('a class is found by its name as by its label, in its own scheme alone', () => {
  nameClasses(store, 'sentiment', [{ value: 'positive', name: 'bullish' }]);
  expect(found('label:bullish')).toEqual([2, 3]);
  expect(found('label:sentiment=Bullish')).toEqual([2, 3]);
  expect(found('label:positive')).toEqual([2, 3]);
  expect(found('label:topic=bullish')).toEqual([]);
});
