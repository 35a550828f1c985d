import { describe, expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';
import { joinedParts, rolesOfHeading } from './roles.ts';

async function first(content: string, reading: ReadingInput = {}) {
  const store = temporaryStore();
  const path = temporaryFile('file.csv', content);
  await importFile(store, path, { as: null, labels: null, reading: readingSchema.parse(reading) });
  return documentById(store, 1);
}

test.each([
  ['tweet_id,writer,post_date,body,like_num,ticker_symbol', { author: 1, time: 2, text: 3, ticker: 5 }],
  ['Date,Tweet,Stock Name,Company Name', { time: 0, text: 1, ticker: 2, name: 3 }],
  ['title,published_utc,tickers,article_url', { text: 0, time: 1, ticker: 2, url: 3 }],
  ['pubDate,headline,link', { time: 0, text: 1, url: 2 }],
  ['created_utc,selftext,author', { time: 0, text: 1, author: 2 }],
  ['user.screen_name,user.verified,full_text,created_at', { author: 0, verified: 1, text: 2, time: 3 }],
  ['Unnamed: 0,TEXT,Created-At,Stock', { text: 1, time: 2, ticker: 3 }],
])('the columns of %s are known', (heading, expected) => {
  const found = Object.entries(rolesOfHeading(heading.split(','))).map(([role, columns]) => [
    role,
    columns?.[0],
  ]);
  expect(Object.fromEntries(found)).toEqual(expected);
});

test('a source is an author only beside the other columns of StockerBot', () => {
  expect(rolesOfHeading(['text', 'source', 'symbols']).author).toEqual([1]);
  expect(rolesOfHeading(['title', 'source', 'date']).author).toBeUndefined();
  expect(rolesOfHeading(['text', 'source', 'user', 'symbols']).author).toEqual([2]);
});

describe('a day and a time of day', () => {
  test('in two columns are one time', async () => {
    const found = await first('Date,Time,Headline\n2018-07-09,08:37:00,up\n');
    expect(found?.publishedAt).toBe(Date.UTC(2018, 6, 9, 8, 37));
  });

  test('are not put together where one of them is a whole time', async () => {
    const found = await first('Date,Time,Headline\n2018-07-09,2018-07-09 08:37:00,up\n');
    expect(found?.publishedAt).toBe(Date.UTC(2018, 6, 9, 8, 37));
  });

  test('are put together as the user names them', async () => {
    const columns = { time: ['on', 'at'] };
    const found = await first('on,at,headline\n2018-07-09,08:37:00,up\n', { columns });
    expect(found?.publishedAt).toBe(Date.UTC(2018, 6, 9, 8, 37));
  });
});

test('several columns of a text are read as one', async () => {
  const columns = { text: ['title', 'body'] };
  const found = await first('title,body,date\nProfits rise,They doubled.,2018-07-09\n', { columns });
  expect(found?.text).toBe('Profits rise. They doubled.');
});

test.each([
  [['Profits rise', 'They doubled'], 'Profits rise. They doubled'],
  [['Do profits rise?', 'They do.'], 'Do profits rise? They do.'],
  [['He said: “up.”', 'Down'], 'He said: “up.” Down'],
  [['', ' They doubled '], 'They doubled'],
  [['', ''], ''],
])('the parts %j are the text %j', (parts, text) => {
  expect(
    joinedParts(
      'text',
      parts.filter((part) => part !== ''),
    ),
  ).toBe(text);
  expect(joinedParts('text', parts)).toBe(text);
});

test('several columns of tickers are one list', async () => {
  const columns = { ticker: ['a', 'b'] };
  const found = await first('text,a,b\nup,GS,MS\n', { columns });
  expect(found?.symbols).toEqual(['GS', 'MS']);
});

test.each(['author', 'url', 'name', 'close'] as const)(
  'several columns of one %s are refused',
  async (role) => {
    const columns = { text: ['1'], [role]: ['2', '3'] };
    await expect(first('text,a,b\nup,x,y\n', { columns })).rejects.toMatchObject({
      kind: 'use',
      message: expect.stringMatching(/is one column, not 2 \(2, 3\)/),
    });
  },
);

test('Stock is a column of tickers if it has tickers, not if it has names', async () => {
  const tickers = await first('text,stock\nup,GS\nand down,BRK.B\n');
  expect(tickers?.symbols).toEqual(['GS']);
  const names = await first('text,stock\nup,Goldman Sachs\nand down,Tesla Inc\n');
  expect(names?.symbols).toEqual([]);
});

test('a column that says who is verified is read, and refused where it says nothing', async () => {
  const store = temporaryStore();
  const content = 'text,date,user_verified\none,2018-07-09,True\ntwo,2018-07-09,0\nthree,2018-07-09,maybe\n';
  const result = await importContent(store, 'tweets.csv', content);
  expect(result).toMatchObject({ accepted: 2, rejected: 1, rejects: { verified: 1 } });
  expect(documentById(store, 1)?.verified).toBe(true);
  expect(documentById(store, 2)?.verified).toBe(false);
});
