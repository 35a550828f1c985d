/** Prices in the shapes that yfinance, pandas, Stooq, Investing.com and spreadsheets write; the values are made up. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { pricedTickers, prices } from '../store/prices.ts';
import type { WritableStore } from '../store/store.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';

/** Ticker, and its closing prices in the order of the days. */
function closes(store: WritableStore): Record<string, number[]> {
  return Object.fromEntries(
    pricedTickers(store).map(({ symbol }) => [symbol, prices(store, symbol).map(({ close }) => close)]),
  );
}

const TWO = { AAA: [11, 12], 'B-B': [101, 102] };

test.each([
  [
    'three rows, by figure',
    'Price,Close,Close,Open,Open\nTicker,AAA,B-B,AAA,B-B\nDate,,,,\n',
    '11,101,10,100',
    '12,102,11,101',
  ],
  [
    'three rows, by ticker',
    'Ticker,AAA,AAA,B-B,B-B\nPrice,Close,Open,Close,Open\nDate,,,,\n',
    '11,10,101,100',
    '12,11,102,101',
  ],
  [
    'pandas-datareader',
    'Attributes,Adj Close,Adj Close,Close,Close\nSymbols,AAA,B-B,AAA,B-B\nDate,,,,\n',
    '1,2,11,101',
    '1,2,12,102',
  ],
  ['two rows', ',AAA,AAA,B-B,B-B\nDate,Close,Volume,Close,Volume\n', '11,5,101,6', '12,5,102,6'],
  ['two rows, index reset', 'Date,Close,Close,Volume,Volume\n,AAA,B-B,AAA,B-B\n', '11,101,5,6', '12,102,5,6'],
  ['merged cells', ',AAA,,B-B,\nDate,Close,Open,Close,Open\n', '11,10,101,100', '12,11,102,101'],
  ['merged figures', ',Close,,Open,\nDate,AAA,B-B,AAA,B-B\n', '11,101,10,100', '12,102,11,101'],
  [
    'numbered by pandas',
    'Price,Close,Close.1,Volume,Volume.1\nTicker,AAA,B-B,AAA,B-B\nDate,,,,\n',
    '11,101,5,6',
    '12,102,5,6',
  ],
  ['one row', 'Date,Close_AAA,Close_B-B,Open_AAA,Open_B-B\n', '11,101,10,100', '12,102,11,101'],
  ['one row, ticker first', 'Date,AAA Close,B-B Close,AAA Volume,B-B Volume\n', '11,101,5,6', '12,102,5,6'],
  ['one row of tuples', `Date,"('Close', 'AAA')","('Close', 'B-B')"\n`, '11,101', '12,102'],
  [
    'with other columns',
    'Price,Close,Close,Dividends,Stock Splits\nTicker,AAA,B-B,AAA,AAA\nDate,,,,\n',
    '11,101,0.0,0.0',
    '12,102,0.0,0.0',
  ],
])('a heading of %s: each ticker has its own prices', async (_, heading, first, second) => {
  const content = `${heading}2020-06-01,${first}\n2020-06-02,${second}\n`;
  for (const written of [content, `\uFEFF${content.replaceAll('\n', '\r\n')}`]) {
    const store = temporaryStore();
    // The name of the file is another ticker, which must not be taken.
    const result = await importContent(store, 'CCC.csv', written);
    expect(result).toMatchObject({ kind: 'prices', records: 4, accepted: 4 });
    expect(closes(store)).toEqual(TWO);
  }
  const shown = await inspectFile(temporaryFile('CCC.csv', content), null);
  expect(shown).toMatchObject({ kind: 'prices', problem: null });
  expect(shown.rows.map(({ problem }) => problem)).toEqual([null, null]);
  expect(shown.readings[0]).toMatchObject({ chosen: true, records: 4, recovered: 4 });
});

test('a ticker without a price on a day has no record of it', async () => {
  const store = temporaryStore();
  const content = `Price,Close,Close,Volume,Volume
Ticker,AAA,BTC-USD,AAA,BTC-USD
Date,,,,
2020-06-05,11,9000,5,6
2020-06-06,,9001,,6
2020-06-07,nan,,,
`;
  expect(await importContent(store, 'x.csv', content)).toMatchObject({
    records: 4,
    accepted: 3,
    rejected: 1,
  });
  expect(closes(store)).toEqual({ AAA: [11], 'BTC-USD': [9000, 9001] });
});

test('rows of units or types below a heading are no tickers', async () => {
  for (const row of [',USD,USD', ',float64,float64']) {
    const store = temporaryStore();
    const content = `Date,Close,Open\n${row}\n2020-06-01,11,10\n2020-06-02,12,11\n2020-06-03,12,11\n`;
    await importContent(store, 'AAA.csv', content);
    expect(closes(store)).toEqual({ AAA: [11, 12, 12] });
  }
});

/** A ticker's name is given, so that only what is asked for here is open. */
async function question(name: string, content: string, reading: ReadingInput = {}) {
  const store = temporaryStore();
  const path = temporaryFile(name, content);
  const parsed = readingSchema.parse(reading);
  const error: unknown = await importFile(store, path, { as: null, labels: null, reading: parsed }).catch(
    (thrown: unknown) => thrown,
  );
  expect(pricedTickers(store)).toEqual([]);
  // The window asks the same.
  const { remedies } = await inspectFile(path, null, parsed, store);
  expect(error).toMatchObject({ kind: 'input', remedies });
  return error;
}

test.each([
  [
    'the same heading twice',
    'Date,Close,Close,Open,Open\n2020-06-01,11,101,10,100\n',
    'columns',
    /2 of its columns are called "close"/,
  ],
  [
    'headings that pandas numbers',
    'Date,Close,Close.1\n2020-06-01,11,101\n',
    'columns',
    /2 of its columns are called "close"/,
  ],
  [
    'names of companies',
    'Date,Name,Close\n2020-06-01,Acme Corp,11\n2020-06-01,Bolt Inc,101\n',
    'columns',
    /prices of several companies \("name"\)/,
  ],
  [
    'an unknown column of tickers',
    'Date,Scrip Code,Close\n2020-06-01,ACME,11\n2020-06-02,ACME,12\n',
    'columns',
    /the column "scrip code" looks like tickers/,
  ],
  [
    'days that come back',
    'Date,Kind,Close\n2020-06-01,1,11\n2020-06-01,2,101\n',
    'columns',
    /lines 2 and 3 have different closing prices for 2020-06-01/,
  ],
  [
    'prices within a day',
    'Date,Close\n2020-06-01 09:30,11\n2020-06-01 09:31,12\n',
    'columns',
    /different closing prices for 2020-06-01/,
  ],
])('prices of nobody knows which ticker are asked about: %s', async (_, content, setting, message) => {
  const error = await question('AAA.csv', content);
  expect(error).toMatchObject({ message: expect.stringMatching(message) });
  expect(error).toMatchObject({ remedies: expect.arrayContaining([expect.objectContaining({ setting })]) });
});

test('adjusted prices are stored as such, and never beside others that are not', async () => {
  const content =
    'Date,Open,High,Low,Adj Close,Volume\n2020-06-01,100,110,90,50,5\n2020-06-02,100,110,90,51,5\n';
  expect(await question('AAA.csv', content)).toMatchObject({
    message: expect.stringMatching(/adjusted closing prices only \("adj close"\)/),
    remedies: [{ setting: 'columns', values: ['close=adj close'] }],
  });
  const store = temporaryStore();
  const reading = readingSchema.parse({ columns: { close: ['adj close'] } });
  const result = await importFile(store, temporaryFile('AAA.csv', content), {
    as: null,
    labels: null,
    reading,
  });
  expect(result.why).toContain(
    'the closing prices are adjusted ("adj close"), so open, high, low are left out',
  );
  expect(prices(store, 'AAA')[0]).toEqual({
    day: '2020-06-01',
    open: null,
    high: null,
    low: null,
    close: 50,
    adjusted: null,
    volume: 5,
  });
});

const ONE_PRICE = 'Date,Close\n2020-06-01,11\n';

test.each([
  'full history.csv',
  'train.csv',
  'TRAIN.csv',
  'data (1).csv',
  'all stocks.csv',
  'my prices.csv',
  'EUR_USD Historical Data.csv',
  'spy-daily.csv',
])('in a new workspace it is asked which ticker %s is of', async (name) => {
  expect(await question(name, ONE_PRICE)).toMatchObject({ remedies: [{ setting: 'ticker', values: [] }] });
});

test.each([
  ['BF.B.csv', 'BF.B'],
  ['^DJI.csv', '^DJI'],
  ['BTC-USD.csv', 'BTC-USD'],
  ['BRK-B (1).csv', 'BRK-B'],
  ['6758.T.csv', '6758.T'],
  ['BRK-B_2020.csv', 'BRK-B'],
])('%s is named after %s', async (name, ticker) => {
  const store = temporaryStore();
  await importContent(store, name, ONE_PRICE);
  expect(closes(store)).toEqual({ [ticker]: [11] });
});

test('a file that is named in small letters after a ticker of the workspace is of that ticker', async () => {
  const store = temporaryStore();
  await importContent(store, 'list.csv', 'symbol,name\nSPY,SPDR\nFULL,Full House\nBRK,Berkshire\n');
  await importContent(store, 'spy-daily.csv', 'Date,Close\n2020-06-01,11\n');
  expect(closes(store)).toEqual({ SPY: [11] });
  // Another class of shares is another ticker, and a word of a sentence is none.
  for (const name of ['brk-b.csv', 'full history.csv', 'spy and others.csv']) {
    await expect(importContent(store, name, 'Date,Close\n2020-06-01,12\n')).rejects.toMatchObject({
      remedies: [{ setting: 'ticker' }],
    });
  }
});

test('Stooq: headings in angle brackets, days without hyphens, and a column of times that is no day', async () => {
  const store = temporaryStore();
  const content = `<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>
ACME.US,D,20200601,000000,10,12,9,11,1000,0
ACME.US,D,20200602,000000,11,13,10,12,1001,0
`;
  expect(await importContent(store, 'acme.us.txt', content)).toMatchObject({ kind: 'prices', accepted: 2 });
  expect(closes(store)).toEqual({ 'ACME.US': [11, 12] });
});

test('a rounding below the tolerance is no contradiction, one above it is', async () => {
  const store = temporaryStore();
  const content = `Date,Symbol,Open,High,Low,Close
2020-06-01,A,10,10.000000000000001,9,10.000000000000002
2020-06-02,A,10,9.9999999,9,9.5
2020-06-03,A,10,10,10.000000000000002,10
`;
  expect(await importContent(store, 'p.csv', content)).toMatchObject({ accepted: 2, rejected: 1 });
});

test('a price that is off by 1000 from the one before is refused, in the first rows or rejected after them', async () => {
  const early = 'Date,Close\n2020-06-01,1.205\n2020-06-02,1.21\n2020-06-03,1205\n';
  expect(await question('AAA.csv', early)).toMatchObject({
    message: expect.stringMatching(
      /line 4: the closing price 1205 of AAA on 2020-06-03 is about 996 times the 1\.21 /,
    ),
    remedies: [{ setting: 'decimal', values: ['point', 'comma'] }],
  });
  const day = (i: number): string => new Date(Date.UTC(1985, 0, 1 + i)).toISOString().slice(0, 10);
  const rows = Array.from({ length: 12_000 }, (_, i) => `${day(i)},${i === 450 ? 1205 : 1.25}\n`);
  const store = temporaryStore();
  expect(await importContent(store, 'AAA.csv', `Date,Close\n${rows.join('')}`)).toMatchObject({
    accepted: 11_999,
    rejected: 1,
    rejects: { jump: 1 },
  });
  // Whoever says how the numbers are written knows that it is right.
  const sure = temporaryStore();
  const reading = readingSchema.parse({ decimal: 'point' });
  await importFile(sure, temporaryFile('AAA.csv', early), { as: null, labels: null, reading });
  expect(closes(sure)).toEqual({ AAA: [1.205, 1.21, 1205] });
});

test('neighbours decide what a comma is, where they can', async () => {
  const thousands = temporaryStore();
  await importContent(
    thousands,
    'AAA.csv',
    'Date;Close\n2020-06-01;998\n2020-06-02;1,002\n2020-06-03;1,005\n',
  );
  expect(closes(thousands)).toEqual({ AAA: [998, 1002, 1005] });
  const decimals = temporaryStore();
  await importContent(decimals, 'AAA.csv', 'Date;Close\n2020-06-01;0,998\n2020-06-02;1,002\n');
  expect(closes(decimals)).toEqual({ AAA: [0.998, 1.002] });
});

/** A number with a mark between decimals and one between thousands. */
function written(cents: number, decimals: string, thousands: string): string {
  const whole = String(Math.floor(cents / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, thousands);
  return `${whole}${decimals}${String(cents % 100).padStart(2, '0')}`;
}

test('prices in any notation are stored as they are, or not at all', async () => {
  const cents = fc.integer({ min: 100_000, max: 200_000 });
  const shape = fc.record({
    marks: fc.constantFrom(
      ['.', ','],
      ['.', ''],
      [',', '.'],
      [',', ''],
      [',', ' '],
      ['.', "'"],
      [',', '\u00A0'],
    ),
    delimiter: fc.constantFrom(',', ';', '\t'),
    sign: fc.constantFrom('', '$', '€'),
    closes: fc.array(cents, { minLength: 3, maxLength: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ marks, delimiter, sign, closes: drawn }) => {
      const [decimals = '', thousands = ''] = marks;
      const rows = drawn.map((value, i) => {
        const cell = sign + written(value, decimals, thousands);
        const quoted = cell.includes(delimiter) ? `"${cell}"` : cell;
        return `2020-01-${String(i + 1).padStart(2, '0')}${delimiter}${quoted}\n`;
      });
      const store = temporaryStore();
      await importContent(store, 'AAA.csv', `Date${delimiter}Close\n${rows.join('')}`);
      expect(closes(store)).toEqual({ AAA: drawn.map((value) => value / 100) });
    }),
    { numRuns: 60 },
  );
});
