import { describe, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { newSchemeSentence, noSuchDocument, noSuchScheme, noSuchTicker } from './missing.ts';
import { knownTickers } from './text-filter.ts';

async function twoTweets() {
  const store = temporaryStore();
  const tweet = (text: string, symbol: string, name: string) =>
    `1,${text},Wed Jul 18 21:00:00 +0000 2018,someone,${symbol},${name},,True`;
  await importContent(
    store,
    't.csv',
    `${tweet('up', 'NFLX', 'Netflix')}\n${tweet('down', 'MSFT', 'Microsoft')}`,
  );
  await importContent(store, 'l.csv', 'text,sentiment\nup it goes,positive\ndown it goes,negative\n');
  return store;
}

describe('an empty workspace says so', () => {
  test('of a document, a ticker and a scheme', () => {
    const store = temporaryStore();
    expect(noSuchDocument(store, 5).message).toContain('no texts yet');
    expect(noSuchTicker(store, 'NFLX').message).toContain('no companies yet');
    expect(noSuchScheme(store, 'sentiment').message).toContain('no labels yet');
    const texts = [{ action: 'import', what: 'texts' }];
    expect(noSuchDocument(store, 5).remedies).toEqual(texts);
    expect(noSuchTicker(store, 'NFLX').remedies).toEqual(texts);
    expect(noSuchScheme(store, 'sentiment').remedies).toEqual([
      { action: 'import', what: 'labels', scheme: 'sentiment' },
    ]);
  });
});

test('a document that is not there is answered with the numbers that are', async () => {
  expect(noSuchDocument(await twoTweets(), 99).message).toBe(
    'There is no document 99. The documents are numbered 1 to 4.',
  );
});

test.each([
  ['NFXL', 'Did you mean "NFLX"?'],
  ['$msf', 'Did you mean "MSFT"?'],
  ['netflix', 'NFLX is Netflix.'],
  ['Micro', 'MSFT is Microsoft.'],
  ['QQQQ', 'There is no ticker QQQQ.'],
  ['$', 'A ticker is missing.'],
  ['NFLX,MSFT', '"NFLX,MSFT" names several tickers. Name one of them, such as MSFT.'],
  ['$msft nflx', 'Name one of them, such as MSFT.'],
  ['NFLX,QQQQ', 'There is no ticker NFLX,QQQQ.'],
])('the ticker %s: %s', async (symbol, answer) => {
  expect(noSuchTicker(await twoTweets(), symbol).message).toContain(answer);
});

test('where nothing similar is known, the tickers are to be looked up', async () => {
  expect(noSuchTicker(await twoTweets(), 'QQQQ').remedies).toEqual([{ action: 'list', what: 'companies' }]);
});

test('a misspelt scheme is answered with the one that was meant', async () => {
  expect(noSuchScheme(await twoTweets(), 'sentimnet').message).toBe(
    'There is no label scheme "sentimnet". Did you mean "sentiment"? The only scheme is sentiment.',
  );
});

test('a scheme that is about to be made is named, with the one that may have been meant', async () => {
  const store = await twoTweets();
  expect(newSchemeSentence(store, 'sentiment')).toBe(null);
  expect(newSchemeSentence(store, 'mood')).toBe('The label scheme "mood" is new.');
  expect(newSchemeSentence(store, 'sentimnt')).toBe(
    'The label scheme "sentimnt" is new. Did you mean "sentiment"?',
  );
});

test('tickers are known in any case, with or without the dollar sign', async () => {
  const store = await twoTweets();
  expect(knownTickers(store, ['$nflx', 'Msft']).map(({ symbol }) => symbol)).toEqual(['NFLX', 'MSFT']);
  expect(() => knownTickers(store, ['NFLX', 'NOPE'])).toThrow('There is no ticker NOPE.');
});
