import { expect, test } from 'vitest';
import type { Line } from './lines.ts';
import type { Outcome } from './outcome.ts';
import { QuotedStockerBotReader, StockerBotReader, quotesItsTexts } from './stockerbot.ts';
import type { Tweet } from './tweet.ts';

const AT = 'Wed Jul 18 21:33:26 +0000 2018';
const HEADING = 'id,text,timestamp,source,symbols,company_names,url,verified';

function linesOf(...texts: string[]): Line[] {
  let byte = 0;
  return texts.map((text, i) => {
    const line = { text, number: i + 1, byte, overlong: false };
    byte += Buffer.byteLength(text) + 1;
    return line;
  });
}

function read(...texts: string[]): Outcome<Tweet>[] {
  const reader = new StockerBotReader();
  return [...reader.read(linesOf(...texts)), ...reader.end()];
}

function tweets(outcomes: Outcome<Tweet>[]): Tweet[] {
  return outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
}

function problems(outcomes: Outcome<Tweet>[]): string[] {
  return outcomes.flatMap((outcome) => (outcome.ok ? [] : [`${outcome.place.line} ${outcome.problem.kind}`]));
}

test('commas and quotes of the text, and commas of the link, stay where they are', () => {
  const text = '"Buy, hold" or, well, "sell';
  const url = 'https://finviz.com/?t=ATVI,MSI,FAST&o=-marketcap';
  expect(
    tweets(read(HEADING, `1019,${text},${AT},esimong,DPS,Dr Pepper, Snapple Group,${url},False`)),
  ).toEqual([
    {
      text,
      publishedAt: Date.UTC(2018, 6, 18, 21, 33, 26),
      author: 'esimong',
      url,
      verified: false,
      companies: [{ symbol: 'DPS', name: 'Dr Pepper, Snapple Group' }],
    },
  ]);
});

test.each([
  [
    'FB-GOOGL,Facebook*Alphabet',
    [
      ['FB', 'Facebook'],
      ['GOOGL', 'Alphabet'],
    ],
  ],
  ['ETFC,E*TRADE Financial Corporation', [['ETFC', 'E*TRADE Financial Corporation']]],
  ['BRK-B,Berkshire Hathaway', [['BRK-B', 'Berkshire Hathaway']]],
  ['ticker, name', []],
  ['ticker,', []],
  [',', []],
])('%s mentions %j', (fields, companies) => {
  const [tweet] = tweets(read(HEADING, `1,x,${AT},a,${fields},,True`));
  expect(tweet?.companies.map(({ symbol, name }) => [symbol, name])).toEqual(companies);
});

test('a copy without heading, with ids in exponents and empty columns at the end, is read', () => {
  const [tweet] = tweets(read(`1.0197E+18,Up, up,${AT},a,GS,The Goldman Sachs,,TRUE,,,,,,,,,`));
  expect(tweet).toMatchObject({ text: 'Up, up', url: null, verified: true });
});

test('a text that was torn over lines is put together', () => {
  const outcomes = read(
    HEADING,
    '1,first',
    '',
    `third,${AT},a,GS,Goldman,,True`,
    `2,next,${AT},a,GS,Goldman,,True`,
  );
  expect(tweets(outcomes).map(({ text }) => text)).toEqual(['first\n\nthird', 'next']);
});

test('what cannot be read is named, with its line and all of its text', () => {
  const outcomes = read(
    HEADING,
    '1,no time at all,a,GS,Goldman,,True',
    `2,cut,${AT},a,GS`,
    `3,cut later,${AT},a,GS,Gold`,
    `4,half a flag,${AT},a,GS,Goldman,,Tr`,
    `5,,${AT},a,GS,Goldman,,True`,
    `6,a day too many,Fri Jun 31 21:33:26 +0000 2018,a,GS,Goldman,,True`,
    `text without id, but a comma,${AT},a,GS,Goldman,,True`,
    HEADING,
    `7,no ticker,${AT},a,G S,Goldman,,True`,
    `8,good,${AT},a,GS,Goldman,,True`,
    '9,the file ends he',
  );
  expect(problems(outcomes)).toEqual([
    '2 timestamp',
    '3 columns',
    '4 columns',
    '5 verified',
    '6 text',
    '7 timestamp',
    '8 id',
    '9 heading',
    '10 symbols',
    '12 timestamp',
  ]);
  expect(tweets(outcomes).map(({ text }) => text)).toEqual(['good']);
  expect(outcomes[0]?.place).toEqual({
    line: 2,
    byte: HEADING.length + 1,
    raw: '1,no time at all,a,GS,Goldman,,True',
  });
});

test('a copy that was written anew with quotes is read as such', () => {
  const lines = linesOf(
    HEADING,
    `1,"Buy, ""hold"" or",${AT},a,GS,"Goldman, Sachs",,True`,
    '2,"torn',
    `apart",${AT},a,GS,Goldman,https://x.y/?a=1,False`,
  );
  expect(quotesItsTexts(lines)).toBe(true);
  const reader = new QuotedStockerBotReader();
  expect(tweets([...reader.read(lines), ...reader.end()])).toMatchObject([
    { text: 'Buy, "hold" or', companies: [{ symbol: 'GS', name: 'Goldman, Sachs' }], verified: true },
    { text: 'torn\napart', url: 'https://x.y/?a=1', verified: false },
  ]);
});

test('quotes around some texts do not make a file quoted', () => {
  expect(quotesItsTexts(linesOf(HEADING, `1,"Buy",${AT},a,GS,G,,True`, `2,Buy, or,${AT},a,GS,G,,True`))).toBe(
    false,
  );
});
