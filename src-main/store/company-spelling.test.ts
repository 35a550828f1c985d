import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { companyBySymbol, listCompanies } from './companies.ts';
import { otherSpellings } from './company-spelling.ts';
import { pricedTickers, prices } from './prices.ts';

const LIST = 'symbol,name\nBRK.B,Berkshire Hathaway\n';
const TEXTS =
  'text,date,ticker\nit rose,2020-06-01,BRK-B\nit fell,2020-06-02,BRK.B\nit stood,2020-06-03,BRK/B\n';
const PRICES = 'Date,Ticker,Close\n2020-06-01,BRK-B,101\n';

test.each([
  ['BRK.B', ['BRK-B', 'BRK/B']],
  ['brk-b', ['brk.b', 'brk/b']],
  ['ABX:CA', []],
  ['BTC-USD', []],
  ['AAPL', []],
])('%s can also be written as %j', (symbol, others) => {
  expect(otherSpellings(symbol)).toEqual(others);
});

test('without a list of companies, two spellings are two tickers', async () => {
  const store = temporaryStore();
  await importContent(store, 't.csv', TEXTS);
  expect(listCompanies(store)).toHaveLength(3);
});

test.each([
  ['before', [LIST, TEXTS, PRICES]],
  ['after', [TEXTS, PRICES, LIST]],
  ['between', [TEXTS, LIST, PRICES]],
])('a list of companies that comes %s texts and prices makes two spellings one company', async (_, files) => {
  const store = temporaryStore();
  for (const [i, content] of files.entries()) await importContent(store, `${i}.csv`, content);
  const companies = listCompanies(store);
  expect(companies).toMatchObject([{ name: 'Berkshire Hathaway', documents: 3 }]);
  for (const asked of ['BRK.B', 'brk-b', '$BRK/B']) {
    expect(companyBySymbol(store, asked)).toMatchObject({ id: companies[0]?.id, documents: 3 });
    expect(prices(store, asked)).toMatchObject([{ close: 101 }]);
  }
  expect(pricedTickers(store)).toHaveLength(1);
});

test('a list that names both spellings alike means one company; by other names it means two', async () => {
  const same = temporaryStore();
  await importContent(same, 'list.csv', `${LIST}BRK-B,Berkshire Hathaway\n`);
  await importContent(same, 't.csv', TEXTS);
  expect(listCompanies(same)).toMatchObject([{ documents: 3 }]);
  const different = temporaryStore();
  await importContent(different, 'list.csv', `${LIST}BRK-B,Breakwater B\n`);
  await importContent(different, 't.csv', TEXTS);
  expect(listCompanies(different).map(({ symbol }) => symbol)).toEqual(
    expect.arrayContaining(['BRK.B', 'BRK-B']),
  );
});

test('prices that both spellings have of one day are not thrown away', async () => {
  const store = temporaryStore();
  await importContent(store, 'p.csv', 'Date,Ticker,Close\n2020-06-01,BRK-B,101\n2020-06-01,BRK.B,102\n');
  await importContent(store, 'list.csv', LIST);
  expect([prices(store, 'BRK-B'), prices(store, 'BRK.B')]).toMatchObject([
    [{ close: 101 }],
    [{ close: 102 }],
  ]);
});
