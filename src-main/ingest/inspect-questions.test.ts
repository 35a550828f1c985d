/** The preview of a file that something is asked about: the columns to name, and a control for every answer. */
import { expect, test } from 'vitest';
import { temporaryFile } from '../../test/support/workspace.ts';
import { inspectFile } from './inspect.ts';
import { recognisedReading } from './reading.ts';

const tweets = [
  '100,Jon,profit rises $AAA,Wed Jul 18 21:33:26 +0000 2018,jon,AAA,Alpha,https://x.y,False,1',
  '101,Jon,profit falls $AAA,Wed Jul 18 21:34:26 +0000 2018,jon,AAA,Alpha,https://x.y,False,0',
  '102,Jon,no profit for $AAA,Wed Jul 18 21:35:26 +0000 2018,jon,AAA,Alpha,https://x.y,False,0',
];
const floats = Array.from({ length: 12 }, (_, i) => `text number ${i},${(i / 10 - 0.55).toFixed(2)}`);
const prices = 'Date,Open,High,Low,Close,Volume';

test.each([
  ['the order of days', 'days.csv', 'text,date\nit fell,03/04/2018\nit rose,05/04/2018\n', ['dates']],
  [
    'the zone',
    'zones.csv',
    'text,date\nit fell,9 Jan 2018 8:00 CST\nit rose,9 Jan 2018 9:00 CST\n',
    ['zone'],
  ],
  ['the ticker', 'history.csv', `${prices}\n2018-07-18,11.05,11.1,11,11.08,1200\n`, ['ticker']],
  [
    'the decimal mark',
    'mark.csv',
    `${prices},Name\n2018-07-18,"1,105","1,110","1,100","1,108",1200,AAA\n`,
    ['decimal'],
  ],
  ['the bins', 'polarity.csv', `text,label\n${floats.join('\n')}\n`, ['bins', 'columns']],
  ['the columns of a table', 'x.csv', '1,2018-07-18,it rose\n2,2018-07-19,it fell\n', ['columns']],
  ['the columns of an export', 'export.csv', `${tweets.join('\n')}\n`, ['columns']],
])('%s can be chosen where it is asked for', async (_, name, content, settings) => {
  const { problem, settings: shown } = await inspectFile(temporaryFile(name, content), null);
  expect(problem).not.toBeNull();
  expect(shown).toEqual(expect.arrayContaining(settings));
});

test('an export with further columns is shown as it stands, so that they can be named', async () => {
  const { columns, rows, roles, headingLine } = await inspectFile(
    temporaryFile('export.csv', `${tweets.join('\n')}\n`),
    null,
  );
  expect(headingLine).toBe(0);
  expect(columns.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, i) => `column ${i + 1}`));
  expect(roles).toContain('verified');
  expect(rows.map(({ line, fields }) => [line, ...fields].join())).toEqual(
    tweets.map((tweet, i) => `${i + 1},${tweet}`),
  );
});

test.each([
  ['days and numbers', '2018-07-18,it rose,AAA\n2018-07-19,it fell,BBB\n'],
  ['a value that comes back', 'it rose,bullish,Alpha\nit fell,bearish,Beta\nit lay,bullish,Beta\n'],
])('a first record is no heading: %s', async (_, content) => {
  const { kind, headingLine, rows } = await inspectFile(temporaryFile('three.csv', content), null);
  expect(kind).toBeNull();
  expect(headingLine).toBe(0);
  expect(rows[0]?.line).toBe(1);
});

test('columns that are not enough yet stay chosen', async () => {
  const path = temporaryFile('three.csv', '2018-07-18,it rose,AAA\n2018-07-19,it fell,BBB\n');
  const reading = { ...recognisedReading, heading: 0, columns: { time: ['1'], text: [], ticker: ['3'] } };
  const { kind, columns } = await inspectFile(path, null, reading);
  expect(kind).toBeNull();
  expect(columns.map(({ role }) => role)).toEqual(['time', null, 'ticker']);
});

test('an unknown file of JSON has columns by its keys, and all its records', async () => {
  const content = '{"a":"it rose","b":"x"}\n{"a":"it fell","b":"y"}\n';
  const { kind, columns, rows } = await inspectFile(temporaryFile('odd.jsonl', content), null);
  expect(kind).toBeNull();
  expect(columns.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(rows.map(({ fields }) => fields)).toEqual([
    ['it rose', 'x'],
    ['it fell', 'y'],
  ]);
});
