import { expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { pricedTickers, prices } from '../store/prices.ts';
import { listRejects } from '../store/rejects.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { readingSchema } from './reading.ts';

const HEADING = 'Date,Symbol,Open,High,Low,Close,Volume\n';

test('prices that cannot be are rejected, each for its reason', async () => {
  const store = temporaryStore();
  const rows = [
    ['2018-01-02,GS,10,12,9,11,5', null],
    ['2018-01-03,GS,10,9,9.5,11,5', 'the high 9 is below the low 9.5'],
    ['2018-01-04,GS,10,10.5,9,11,5', 'the high 10.5 is below the closing price 11'],
    ['2018-01-05,GS,13,12,9,11,5', 'the high 12 is below the opening price 13'],
    ['2018-01-06,GS,10,12,10.5,11,5', 'the low 10.5 is above the opening price 10'],
    ['2018-01-07,GS,10,12,9,8,5', 'the low 9 is above the closing price 8'],
    ['2018-01-08,GS,-10,12,9,11,5', '"-10" is not a number above 0'],
    ['2018-01-09,GS,10,12,9,0,5', '"0" is not a number above 0'],
    ['2018-01-10,GS,10,12,9,eleven,5', '"eleven" is not a number above 0'],
    ['2018-01-11,GS,10,12,9,,5', 'the closing price is empty'],
    ['2018-01-12,GS,10,12,9,11,-5', '"-5" is not a number of 0 or more'],
    ['2018-02-30,GS,10,12,9,11,5', '"2018-02-30" is not a date'],
    ['2018-01-13,,10,12,9,11,5', '"" is not a ticker'],
    ['2018-01-14,GS,10,12,9,11', '6 columns instead of 7'],
    ['2018-01-15,GS,,,,"$1,100.50",', null],
  ] as const;
  // Of a file in which most rows are wrong, nothing would be stored.
  const good = Array.from({ length: 13 }, (_, i) => `2018-03-${i + 10},MS,10,12,9,11,5\n`);
  const content = HEADING + rows.map(([row]) => `${row}\n`).join('') + good.join('');
  const result = await importContent(store, 'p.csv', content);
  expect(result).toMatchObject({ kind: 'prices', records: 28, accepted: 15, duplicate: 0, rejected: 13 });
  const rejects = listRejects(store, { source: null, offset: 0, limit: 20 }).rows;
  expect(rejects.map(({ line, message }) => [line, message])).toEqual(
    rows.flatMap(([, message], i) => (message === null ? [] : [[i + 2, message]])),
  );
  expect(prices(store, 'GS').map(({ day, open, close, volume }) => [day, open, close, volume])).toEqual([
    ['2018-01-02', 10, 11, 5],
    ['2018-01-15', null, 1100.5, null],
  ]);
});

test('the first price of a ticker and day counts: the same again is a duplicate, another a conflict', async () => {
  const store = temporaryStore();
  const row = '2018-01-02,GS,10,12,9,11,5\n';
  await importContent(store, 'first.csv', HEADING + row);
  const again = await importContent(store, 'again.csv', `${HEADING}2018-01-02,gs,10,12,9,11.5,5\n${row}`);
  expect(again).toMatchObject({ accepted: 0, duplicate: 1, rejected: 1 });
  expect(listRejects(store, { source: null, offset: 0, limit: 5 }).rows[0]).toMatchObject({
    kind: 'conflict',
    column: 'close',
    message:
      'close 11.5 of gs on 2018-01-02 contradicts 11, given in line 2 of first.csv; the first one counts',
  });
  expect(prices(store, 'GS')).toMatchObject([{ close: 11 }]);
});

test('a file of one ticker is named after it, or says nothing until it is told', async () => {
  const content = 'Date,Close\n2018-01-02,11\n';
  const store = temporaryStore();
  await importContent(store, 'BRK-weekly.csv', content);
  expect(prices(store, 'BRK')).toHaveLength(1);
  const nameless = temporaryFile('prices.csv', content);
  const plain = { as: null, labels: null };
  await expect(importFile(store, nameless, plain)).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringMatching(/prices\.csv: it has the prices of one ticker/),
    remedies: [{ setting: 'ticker', values: [] }],
  });
  // Its rows can be looked at all the same, and nothing was stored.
  const shown = await inspectFile(nameless, null);
  expect(shown).toMatchObject({ kind: 'prices', settings: expect.arrayContaining(['ticker']) });
  expect(shown.rows.map(({ problem }) => problem)).toEqual([null]);
  expect(pricedTickers(store).map(({ symbol }) => symbol)).toEqual(['BRK']);
  await importFile(store, nameless, { ...plain, reading: readingSchema.parse({ ticker: 'QQQ' }) });
  expect(prices(store, 'QQQ')).toMatchObject([{ day: '2018-01-02', close: 11, open: null }]);
});

test('days that can be read in two ways are asked for', async () => {
  const store = temporaryStore();
  const file = temporaryFile('SPY.csv', 'Date,Close\n03/04/2018,11\n05/06/2018,12\n');
  const plain = { as: null, labels: null };
  await expect(importFile(store, file, plain)).rejects.toMatchObject({
    message: expect.stringMatching(/dates can be read with the month or the day first/),
    remedies: [{ setting: 'dates', values: ['mdy', 'dmy'] }],
  });
  await importFile(store, file, { ...plain, reading: readingSchema.parse({ dates: 'dmy' }) });
  expect(prices(store, 'SPY').map(({ day }) => day)).toEqual(['2018-04-03', '2018-06-05']);
});
