import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../../ingest/import.ts';
import { openStore } from '../../store/open.ts';
import { savePredictions } from '../../store/predicted-rows.ts';
import { createRun } from '../../store/runs.ts';
import { searchDocuments } from '../../store/search.ts';
import type { TextFilter } from '../../store/text-filter.ts';
import { documentDetails } from '../../store/document-details.ts';
import { printable } from './format.ts';
import { answerOf } from '../../../test/support/command.ts';

const workspace = mkdtempSync(join(tmpdir(), 'contexture-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const content = `text,date,ticker,author,sentiment
Netflix earnings beat the street,2020-01-01T00:00:00Z,NFLX,ann,positive
RT @ann: Netflix earnings beat the street,2020-01-01T00:05:00Z,NFLX,bob,
The street expects earnings of Netflix and Apple,2020-01-02T00:00:00Z,NFLX AAPL,cid,
Apple harvest beats the forecast,2020-01-03T00:00:00Z,AAPL,dee,negative
`;
let run = 0;

beforeAll(async () => {
  const store = openStore(workspace);
  writeFileSync(join(workspace, 'texts.csv'), content);
  await importFile(store, join(workspace, 'texts.csv'), { as: null, labels: null });
  run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  savePredictions(store, run, [
    { document: 1, part: 'test', truth: 'positive', predicted: 'negative', probabilities: [0.5, 0.5] },
  ]);
  store.close();
});

const all: TextFilter = { symbols: null, from: null, to: null, labelled: null };

function found(query: string, filter: Partial<TextFilter> = {}): number[] {
  const store = openStore(workspace);
  try {
    return searchDocuments(store, { query, filter: { ...all, ...filter }, limit: 10 }).rows.map(
      ({ id }) => id,
    );
  } finally {
    store.close();
  }
}

const contexture = (...args: string[]) => answerOf(process.cwd(), ...args, '--workspace', workspace);

describe('search', () => {
  test.each([
    ['netflix', [3, 2, 1]],
    ['street earnings', [3, 2, 1]],
    ['"netflix earnings"', [2, 1]],
    ['beat', [4, 2, 1]],
    ['"beat"', [2, 1]],
    ['harvest netflix', []],
  ])('%s', (query, documents) => {
    expect(found(query)).toEqual(documents);
  });

  test('among the texts of a ticker and a time', () => {
    expect(found('earnings', { symbols: ['aapl'] })).toEqual([3]);
    expect(found('the', { from: Date.UTC(2020, 0, 2), to: Date.UTC(2020, 0, 3) })).toEqual([3]);
  });

  test.each(['" OR', 'NEAR(netflix', 'a AND', 'text:', '^x', 'x-y', '(x', "'; DROP TABLE label"])(
    'what would be bad syntax of the index is searched for as it stands: %s',
    (query) => {
      expect(found(query)).toEqual([]);
    },
  );

  test.each(['"', '*', '()', '$ -'])('a query without a word is refused: %s', (query) => {
    expect(() => found(query)).toThrow(`"${query}" contains no word to search for`);
  });

  test('shows the texts, the most recent first, and how many there are', async () => {
    const { out } = await contexture('search', 'netflix', 'street', '--limit', '2');
    expect(out).toMatch(/^ *3 +2020-01-02 00:00:00 +AAPL\|NFLX +cid +The street expects/m);
    expect(out).toContain('the 2 most recent of 3 texts');
    expect((await contexture('search', 'absent')).out).toBe('no text contains absent\n');
    expect(JSON.parse((await contexture('search', 'harvest', '--json')).out)).toMatchObject({
      query: 'harvest',
      total: 1,
      documents: [{ id: 4, text: 'Apple harvest beats the forecast', symbols: ['AAPL'] }],
    });
  });
});

describe('show', () => {
  test('tells all that is known of a text', async () => {
    const { out } = await contexture('show', '1');
    expect(out).toMatch(/^Netflix earnings beat the street$/m);
    expect(out).toMatch(/^published +2020-01-01 00:00:00 UTC$/m);
    expect(out).toMatch(/^source +texts.csv, line 2, imported /m);
    expect(out).toMatch(/^sentiment +positive +import +texts.csv, line 2$/m);
    expect(out).toMatch(/^ *2 +2020-01-01 00:05:00 +bob +RT @ann: Netflix/m);
    expect(out).toMatch(new RegExp(`^ *${run} +topic +test +positive +negative$`, 'm'));
  });

  test('in JSON too', async () => {
    const store = openStore(workspace);
    const document = documentDetails(store, 1, 20);
    store.close();
    expect(JSON.parse((await contexture('show', '1', '--json')).out)).toEqual({ document });
    expect(document).toMatchObject({
      companies: [{ symbol: 'NFLX', name: 'NFLX' }],
      nearDuplicates: { total: 1, rows: [{ document: 2, author: 'bob' }] },
      predictions: [{ run, part: 'test', truth: 'positive', predicted: 'negative' }],
    });
  });
});

test('a text of somebody else cannot command the terminal', () => {
  expect(printable('red \u001B[31malert\u0007\r\nnext\u009B2J')).toBe('red  [31malert \nnext 2J');
});
