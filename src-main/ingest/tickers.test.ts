import { expect, test } from 'vitest';
import { notTicker, SYMBOL, tickersOf } from './tickers.ts';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { mentionedTickers } from '../store/companies.ts';

test.each([
  ['BRK.B', ['BRK.B']],
  ['$BF-B', ['BF-B']],
  ['^DJI', ['^DJI']],
  ['.SPX', ['.SPX']],
  ['ABX:CA', ['ABX:CA']],
  ['NYSE: ACME', ['NYSE:ACME']],
  ['6758.T', ['6758.T']],
  ['EURUSD=X', ['EURUSD=X']],
  ["['ACME', 'BOLT']", ['ACME', 'BOLT']],
  ['["ACME"]', ['ACME']],
  ["['ACME' 'BOLT']", ['ACME', 'BOLT']],
  ['{ACME,BOLT}', ['ACME', 'BOLT']],
  ["('ACME',)", ['ACME']],
  ['[ACME, BOLT]', ['ACME', 'BOLT']],
  ['ACME;BOLT', ['ACME', 'BOLT']],
  ['ACME|BOLT', ['ACME', 'BOLT']],
  ['$ACME $BOLT $ACME', ['ACME', 'BOLT']],
  // What stands for nothing; NA and NAN are listed companies.
  ['nan', []],
  ['NaN', []],
  ['None', []],
  ['[]', []],
  ['', []],
  ["['nan']", []],
  ['NA', ['NA']],
  ['NAN', ['NAN']],
])('the cell %j holds the tickers %j', (cell, tickers) => {
  expect(tickersOf(cell)).toEqual(tickers);
  expect(notTicker(cell, tickersOf(cell))).toBeNull();
});

test.each([
  ['Apple Inc', 'Apple Inc'],
  ['cuts guidance after talks', 'cuts guidance after talks'],
  ['ACME, see https://a.example/?b', 'https://a.example/?b'],
  ['#1!', '#1!'],
])('the cell %j is no list of tickers', (cell, strange) => {
  expect(notTicker(cell, tickersOf(cell))).toBe(strange);
});

test('an index is a ticker, a mark alone is none', () => {
  expect(['^', '/', '-A', '^^DJI'].filter((symbol) => SYMBOL.test(symbol))).toEqual([]);
});

test('texts mention every ticker of their lists, and none where the cell has no value', async () => {
  const store = temporaryStore();
  const content = `text,date,symbols
both rise,2018-07-09T08:00:00Z,"['ACME', 'BRK.B']"
nobody moves,2018-07-09T09:00:00Z,nan
indexes fall,2018-07-09T10:00:00Z,^DJI|6758.T
`;
  expect(await importContent(store, 't.csv', content)).toMatchObject({ accepted: 3, rejected: 0 });
  expect(mentionedTickers(store)).toEqual(['6758.T', '^DJI', 'ACME', 'BRK.B']);
});
