import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { trainConfigSchema } from '../configs/all.ts';
import { labelledParts } from '../recipes/texts/labelled-texts.ts';
import { classifierConfigSchema } from '../configs/classifiers.ts';
import type { WritableStore } from '../store/store.ts';
import { adequacyOf, tickersOf } from './adequacy.ts';
import { isEnoughAlone, tickersSentence } from './ticker-adequacy-words.ts';

/** Texts of other words each, one an hour. @param of ticker and label of each */
async function workspace(of: readonly (readonly [ticker: string, label: string])[]): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = of.map(([ticker, label], at) => {
    const own = String.fromCodePoint(97 + Math.floor(at / 26), 97 + (at % 26));
    const words = ['q', 'w', 'z', 'k', 'v'].map((letter) => own + letter + own).join(' ');
    return `${new Date(Date.UTC(2018, 6, 10, at)).toISOString()},${ticker},${words},${label}`;
  });
  await importContent(store, 'rows.csv', `${['date,ticker,text,sentiment', ...rows].join('\n')}\n`);
  return store;
}

const asked = (settings: object) =>
  trainConfigSchema.parse({ recipe: 'contextual-sentiment', window: { n: 4 }, ...settings });
const config = asked({});
const both = (at: number) => (at % 2 ? 'up' : 'down');

test('each ticker is counted as a training on it alone would count it', async () => {
  const store = await workspace(
    Array.from({ length: 60 }, (_, at) => [['GS', 'GS', 'GS', 'MS'][at % 4]!, both(at)] as const),
  );
  const found = tickersOf(store, config)!;
  expect(found.tickers).toMatchObject([
    { symbol: 'GS', labelled: 45, alone: true, withEarlier: 45 - 4, undated: 0, test: { texts: 9 } },
    { symbol: 'MS', labelled: 15, alone: false, classes: [{ value: 'up', count: 15 }] },
  ]);
  for (const { symbol, labelled, withEarlier } of found.tickers) {
    const { counts } = adequacyOf(store, { ...config, symbols: [symbol] });
    expect(counts).toMatchObject({ labelled, withEarlier });
  }
  const training = classifierConfigSchema.parse({ recipe: 'document-attention' });
  await expect(labelledParts(store, { ...training, symbols: ['GS'] })).resolves.toMatchObject({
    classes: ['down', 'up'],
  });
  await expect(labelledParts(store, { ...training, symbols: ['MS'] })).rejects.toThrow('at least 30');
  expect(tickersSentence(found, null)).toBe(
    '1 of 2 tickers with labels can be trained alone, since it has 30 or more labelled texts of two classes: GS (45, ± 33 points).',
  );
  expect(tickersSentence(found, 'MS')).toContain(
    'MS has 15 labelled texts of the scheme “sentiment”. 1 of 2',
  );
  expect(tickersSentence(found, 'GS')).toBe(
    'A training on GS alone would start, but it has only 45 labelled texts: an accuracy would be known to ± 33 points.',
  );
  expect(found.tickers.some(isEnoughAlone)).toBe(false);
});

test('where no ticker can be trained alone, the best one is named', async () => {
  const store = await workspace(
    Array.from({ length: 50 }, (_, at) => [at < 26 ? 'GS' : 'MS', both(at)] as const),
  );
  expect(tickersSentence(tickersOf(store, config)!, 'AAPL')).toBe(
    'AAPL has no labelled text of the scheme “sentiment”. No ticker can be trained alone: 30 labelled texts of two classes are needed, and the best, GS, has 26.',
  );
});

test('many labels of one class are no reason to train', async () => {
  const store = await workspace(Array.from({ length: 31 }, () => ['GS', 'up'] as const));
  expect(tickersSentence(tickersOf(store, config)!, 'GS')).toContain(
    'GS has 31 labelled texts of the scheme “sentiment”, all of one class.',
  );
});

test('the whole data have a span, and a test part that shows so much', async () => {
  const store = await workspace(Array.from({ length: 100 }, (_, at) => ['GS', both(at)] as const));
  const { counts } = adequacyOf(store, asked({ testShare: 0.5 }));
  expect(counts).toMatchObject({
    firstAt: Date.UTC(2018, 6, 10),
    lastAt: Date.UTC(2018, 6, 10, 99),
    undated: 0,
    test: { texts: 50 },
  });
  expect(adequacyOf(store, asked({ testFile: 'other.csv' })).counts).toMatchObject({ test: null });
});
