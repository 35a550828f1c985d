import { expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { contextScopes } from '../context/scopes.ts';
import { type ContextSpec, contextSpecSchema } from '../context/spec.ts';
import { contextWindow } from '../context/window.ts';
import { importFile } from '../ingest/import.ts';
import { labelledDocuments } from '../store/labels.ts';
import type { WritableStore } from '../store/store.ts';
import { companyCounts, labelSchemes, textCounts } from '../store/training-data.ts';
import type { LabelCounts } from '../store/types.ts';
import { countData } from './training-data.ts';

/** A text a ticker and hour, each of other words. */
function row(hour: number, symbol: string, sentiment: string): string {
  const time = `2018-07-${String(10 + Math.floor(hour / 24)).padStart(2, '0')} ${String(hour % 24).padStart(2, '0')}:00:00`;
  const own = String.fromCodePoint(97 + Math.floor(hour / 6), 97 + (hour % 6));
  return `${time},${symbol},${['q', 'w', 'z', 'k', 'v'].map((letter) => own + letter + own).join(' ')},${sentiment}`;
}

async function workspace(): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = Array.from({ length: 30 }, (_, hour) =>
    row(hour, hour % 3 === 0 ? 'GS' : 'MS', hour % 2 === 0 ? 'bullish' : 'bearish'),
  );
  await importFile(
    store,
    temporaryFile('labels.csv', ['date,ticker,text,sentiment', ...rows, rows[4], ''].join('\n')),
    { as: null, labels: 'mood' },
  );
  return store;
}

function labelCounts(
  store: WritableStore,
  scheme: string,
  window: Partial<ContextSpec> | null,
  symbols: string[] | null = null,
): LabelCounts {
  const spec = window && contextSpecSchema.parse(window);
  const counts = countData(store, { reads: 'labels', scheme, symbols, window: spec, testShare: 0.2 });
  if (counts.reads !== 'labels') throw new Error('labels were asked for');
  return counts;
}

test('labelled texts are counted once, by class, and by whether their window is full', async () => {
  const store = await workspace();
  expect(labelSchemes(store)).toEqual([{ scheme: 'mood', documents: 30 }]);
  const counts = labelCounts(store, 'mood', { n: 4 });
  expect(counts.labelled).toBe(30);
  expect(counts.classes).toEqual([
    { value: 'bearish', count: 15 },
    { value: 'bullish', count: 15 },
  ]);
  // 10 texts of GS and 20 of MS: of each the first four have fewer than four before them.
  expect(counts.withEarlier).toBe(30 - 2 * 4);
  expect(labelCounts(store, 'mood', { n: 4 }, ['$gs'])).toMatchObject({
    labelled: 10,
    withEarlier: 6,
  });
  expect(labelCounts(store, 'other', { n: 4 }).labelled).toBe(0);
});

test('without a window, every labelled text has enough before it', async () => {
  const store = await workspace();
  expect(labelCounts(store, 'mood', null)).toMatchObject({ labelled: 30, withEarlier: 30, n: 0 });
});

test('a full window is one of the scope and with the filters that are asked for', async () => {
  const store = temporaryStore();
  await importContent(
    store,
    'authors.csv',
    [
      'date,ticker,author,text,sentiment',
      '2018-07-10 01:00:00,GS,ann,RT @eve: wide spreads at every desk,bullish',
      '2018-07-10 02:00:00,MS,ann,another claim about hidden fees,bearish',
      '2018-07-10 03:00:00,GS,bob,the third was quiet trading,bullish',
      '2018-07-10 04:00:00,MS,ann,lawyers look into the merger,bearish',
      '',
    ].join('\n'),
  );
  const full = (window: Partial<ContextSpec>) => labelCounts(store, 'sentiment', window).withEarlier;
  expect(full({ n: 1, scope: 'company' })).toBe(2);
  expect(full({ n: 2, scope: 'company' })).toBe(0);
  // Ann's third text has two of hers before it.
  expect(full({ n: 2, scope: 'author' })).toBe(1);
  expect(full({ n: 2, scope: 'market' })).toBe(2);
  expect(full({ n: 2, scope: 'market', noRetweets: true })).toBe(1);
  expect(full({ n: 2, scope: 'market', maxAgeMs: 3_600_000 })).toBe(0);
  expect(full({ n: 1, scope: 'market', verifiedOnly: true })).toBe(0);
});

test.each(contextScopes)('a full window of the scope %s is what the window itself says', async (scope) => {
  const store = await workspace();
  for (const filters of [{}, { noNearDuplicates: false }, { maxAgeMs: 4 * 3_600_000 }]) {
    const spec = contextSpecSchema.parse({ n: 3, scope, ...filters });
    const full = labelledDocuments(store, 'mood', null).filter(
      ({ document }) => contextWindow(store, { document, symbol: null, at: null, spec }).items.length === 3,
    );
    expect(labelCounts(store, 'mood', spec).withEarlier).toBe(full.length);
  }
});

test('a text of which only the day is known has nothing of that day before it', async () => {
  const store = temporaryStore();
  await importContent(
    store,
    'days.csv',
    [
      'date,ticker,text,sentiment',
      '2018-07-10,GS,one day of wide spreads,bullish',
      '2018-07-10,GS,another claim about fees,bearish',
      '2018-07-11,GS,the third was quiet trading,bullish',
      '',
    ].join('\n'),
  );
  const [scheme] = labelSchemes(store);
  expect(labelCounts(store, scheme?.scheme ?? '', { n: 1 })).toMatchObject({
    labelled: 3,
    withEarlier: 1,
  });
});

test('texts and companies are counted with what a ticker has', async () => {
  const store = await workspace();
  expect(textCounts(store, null)).toEqual({ texts: 30, distinctTexts: 30 });
  expect(textCounts(store, ['GS'])).toEqual({ texts: 10, distinctTexts: 10 });
  expect(companyCounts(store, { symbols: null, minTexts: 11, scheme: null })).toEqual({
    mentioned: 2,
    companies: 1,
    texts: 20,
  });
  store.db.exec("DELETE FROM label WHERE value = 'bullish'");
  expect(companyCounts(store, { symbols: null, minTexts: 6, scheme: 'mood' })).toEqual({
    mentioned: 2,
    companies: 1,
    texts: 10,
  });
});
