import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';

const AT = 'Wed Jul 18 21:33:26 +0000 2018';

test.each([
  [
    'a table',
    'tweets.csv',
    'tweet_id,body,post_date,Like Num\n1,up,2018-07-09,0\n',
    ['tweet_id', 'Like Num'],
  ],
  ['a table without names for some', 'frame.csv', ',text,date\n0,up,2018-07-09\n', ['column 1']],
  ['a table that is all read', 'texts.csv', 'text,date,ticker\nup,2018-07-09,GS\n', []],
  ['names without tickers', 'names.csv', 'text,date,company\nup,2018-07-09,Goldman\n', ['company']],
  ['labels with a link', 'labels.csv', 'text,label,url\nup,1,https://x.example\n', ['url']],
  [
    'prices with a split',
    'SPY.csv',
    'Date,Close,Stock Splits,Name\n2018-07-09,10,0,a\n',
    ['Stock Splits', 'Name'],
  ],
  ['objects', 'news.jsonl', '{"text":"up","date":"2018-07-09","likes":3,"Lang":"en"}\n', ['likes', 'Lang']],
  [
    'the StockerBot export',
    'export.csv',
    `id,text,timestamp,source,symbols,company_names,url,verified\n1,up,${AT},desk,GS,Goldman,,True\n`,
    ['id'],
  ],
  [
    'the export with further columns',
    'export.csv',
    `,id,text,timestamp,source,symbols,company_names,url,verified,clean_text,label\n0,1,up,${AT},desk,GS,Goldman,,True,up,1\n`,
    ['column 1', 'id', 'clean_text'],
  ],
])(
  '%s: the columns that are not read are named as the file writes them',
  async (_case, name, content, unused) => {
    const result = await importContent(temporaryStore(), name, content);
    expect(result).toMatchObject({ accepted: 1, rejected: 0, unusedColumns: unused });
  },
);
