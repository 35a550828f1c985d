import { expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { documentById, timeline } from '../store/documents.ts';
import type { DocumentRow } from '../store/types.ts';
import type { WritableStore } from '../store/store.ts';
import { listRejects } from '../store/rejects.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';

function documents(store: WritableStore): DocumentRow[] {
  return timeline(store, { symbol: null, query: '', offset: 0, limit: 100 }).rows.toSorted(
    (a, b) => a.id - b.id,
  );
}

async function read(name: string, content: string | Buffer, reading: ReadingInput, as: string | null = null) {
  const store = temporaryStore();
  const path = temporaryFile(name, content);
  const result = await importFile(store, path, { as, labels: null, reading: readingSchema.parse(reading) });
  return { store, result, texts: documents(store).map(({ text }) => text) };
}

test('a text file is one text a line; the same text again is a duplicate', async () => {
  const store = temporaryStore();
  const result = await importContent(store, 'corpus.txt', 'one, two\n\n"three\nfour &amp; five\none, two\n');
  expect(result).toMatchObject({ kind: 'texts', records: 4, accepted: 3, duplicate: 1, rejected: 0 });
  expect(documents(store).map(({ text }) => text)).toEqual(['one, two', '"three', 'four & five']);
});

test('JSON objects, one a line, are read by their keys', async () => {
  const store = temporaryStore();
  const lines = [
    '{"headline":"up, they say","date":"2020-05-01T10:00:00Z","symbols":["GS","MS"],"sentiment":1}',
    '{"date":"2020-05-02","headline":"down","sentiment":0,"more":{"a":1}}',
    '{"headline":"broken',
    '{"headline":"","date":"2020-05-02"}',
  ];
  const result = await importContent(store, 'news.jsonl', lines.join('\n'));
  expect(result).toMatchObject({ kind: 'texts', records: 4, accepted: 2, rejected: 2 });
  expect(documentById(store, 1)).toMatchObject({
    text: 'up, they say',
    publishedAt: Date.UTC(2020, 4, 1, 10),
    symbols: ['GS', 'MS'],
    labels: [{ scheme: 'sentiment', value: 'positive' }],
  });
  expect(documentById(store, 2)).toMatchObject({ publishedAt: Date.UTC(2020, 4, 3) - 1, symbols: [] });
  expect(listRejects(store, { source: null, offset: 0, limit: 5 }).rows).toMatchObject([
    { kind: 'json', line: 3 },
    { kind: 'text', line: 4 },
  ]);
});

test('a heading is found below other lines, which are listed', async () => {
  const store = temporaryStore();
  const content = 'exported by nobody\n\nlabel;text\na;one, two\nb;three\nlabel;text\n';
  const result = await importContent(store, 'export.csv', content);
  expect(result).toMatchObject({ kind: 'labels', records: 4, accepted: 2, rejected: 2 });
  expect(listRejects(store, { source: null, offset: 0, limit: 5 }).rows).toMatchObject([
    { kind: 'heading', line: 1, message: 'it comes before the heading, which is line 3' },
    { kind: 'heading', line: 6, message: 'the heading, repeated among the records' },
  ]);
});

test.each([',', '\t', ';', '|'])(
  'fields between "%s" are told apart, the label first or last',
  async (delimiter) => {
    const rows = ['one', 'two', 'three', 'four'].map((text, i) => [
      `and ${text} more`,
      i % 2 === 0 ? 'up' : 'down',
    ]);
    for (const order of [rows, rows.map((row) => row.toReversed())]) {
      const { result, texts } = await read('two.csv', order.map((row) => row.join(delimiter)).join('\n'), {});
      expect(result).toMatchObject({ kind: 'labels', records: 4, accepted: 4 });
      expect(texts).toEqual(rows.map(([text]) => text));
    }
  },
);

test('a text that is a word of headings is no heading', async () => {
  const rows = ['1\tcontent', '0\tsad', '1\ta text', '0\ttext', '1\tglad', '0\tbad'];
  const { result, texts } = await read('bare.tsv', rows.join('\n'), {});
  expect(result).toMatchObject({ kind: 'labels', records: 6, accepted: 6 });
  expect(texts).toEqual(['content', 'sad', 'a text', 'text', 'glad', 'bad']);
});

test('a column of row numbers without a name is left out', async () => {
  const { result, texts } = await read('frame.csv', ',text\n0,one\n1,two\n', {});
  expect(result).toMatchObject({ kind: 'texts', records: 2, accepted: 2 });
  expect(texts).toEqual(['one', 'two']);
});

test.each(['utf16le', 'windows-1252'] as const)('a table in %s is read', async (encoding) => {
  const content = 'text\tlabel\ncafé à la carte\tgut\n“x”\tschön\n';
  const bytes =
    encoding === 'utf16le'
      ? Buffer.from(`\uFEFF${content}`, encoding)
      : Buffer.from(content.replace('“', '\u0093').replace('”', '\u0094'), 'latin1');
  const { store, result, texts } = await read('table.tsv', bytes, {});
  expect(result).toMatchObject({ kind: 'labels', accepted: 2, rejected: 0 });
  expect(texts).toEqual(['café à la carte', '“x”']);
  expect(documentById(store, 2)?.labels).toMatchObject([{ value: 'schön' }]);
});

test('a quote between tabs is text where fields only begin with one', async () => {
  const lines = ['label\ttext', '1\t"begins, he said', '0\tnothing', '1\t"whole"', '0\tends"'];
  const { texts } = await read('quotes.tsv', lines.join('\n'), {});
  expect(texts).toEqual(['"begins, he said', 'nothing', '"whole"', 'ends"']);
});

test('columns are taken as the user names them, by heading or by number', async () => {
  const content = 'when,body,said,mood,kind\n2020-05-01,no,"yes, yes",glad,a\n2020-05-02,no,again,sad,b\n';
  const columns = { text: ['said'], time: ['1'], label: ['mood', 'kind'] };
  const { store, result, texts } = await read('odd.csv', content, { columns });
  expect(result).toMatchObject({ kind: 'texts', accepted: 2, rejected: 0 });
  expect(texts).toEqual(['yes, yes', 'again']);
  expect(documentById(store, 1)).toMatchObject({
    publishedAt: Date.UTC(2020, 4, 2) - 1,
    labels: [
      { scheme: 'kind', value: 'a' },
      { scheme: 'mood', value: 'glad' },
    ],
  });
  await expect(read('odd.csv', content, { columns: { text: ['nowhere'] } })).rejects.toThrow(
    /With the columns text=nowhere it yields no rows/,
  );
});

test('without a heading, columns are known by their numbers', async () => {
  const content = '7,one,up\n8,two,down\n';
  const { result, texts } = await read('bare.csv', content, { columns: { text: ['2'], label: ['3'] } });
  expect(result).toMatchObject({ kind: 'labels', records: 2, accepted: 2 });
  expect(texts).toEqual(['one', 'two']);
});

test('quotes, delimiter and encoding are those that the user says', async () => {
  const quotes = { quoted: false };
  expect((await read('a.csv', 'text;label\n"a";x\n"b";y\n', quotes)).texts).toEqual(['"a"', '"b"']);
  const lines = { delimiter: '\n' };
  expect((await read('a.csv', 'text,label\none,x\n', lines)).texts).toEqual(['text,label', 'one,x']);
  // These bytes are UTF-8 too.
  const bytes = Buffer.from('text,label\ncafé,x\n');
  expect((await read('a.csv', bytes, { encoding: 'windows-1252' })).texts).toEqual(['cafÃ©']);
});

test('a file that can be two things is asked about, and read as what the user says', async () => {
  const content = 'date,ticker,close,headline\n2020-05-01,GS,200,it rose\n';
  await expect(read('both.csv', content, {})).rejects.toMatchObject({
    message: expect.stringMatching(/both\.csv: it could be texts or prices /),
    remedies: [{ setting: 'as', values: ['texts', 'prices'] }],
  });
  expect((await read('both.csv', content, {}, 'prices')).result).toMatchObject({
    kind: 'prices',
    accepted: 1,
  });
  expect((await read('both.csv', content, {}, 'texts')).texts).toEqual(['it rose']);
});

test('an unknown file is answered with what it could be', async () => {
  // What is copied from a message must not store numbers as texts.
  const columns = { setting: 'columns', values: [] };
  await expect(read('x.csv', 'a,b,c\n1,2,3\n', {})).rejects.toMatchObject({
    message: expect.stringMatching(/not recognised\. Say what it is: a StockerBot export; .*; prices; /),
    remedies: [
      {
        setting: 'as',
        values: expect.arrayContaining(['stockerbot', 'labels', 'texts', 'prices', 'companies']),
      },
      columns,
    ],
  });
  await expect(read('x.csv', 'a,b,c\n1,2,3\n', {}, 'prices')).rejects.toMatchObject({
    message: expect.stringMatching(
      /cannot be read as prices, which needs columns for the date and the closing price\./,
    ),
    remedies: [{ setting: 'columns', values: ['time=1,close=2'] }],
  });
  await expect(read('x.csv', 'a,b,c\n1,2,3\n', {}, 'texts')).resolves.toMatchObject({
    result: { kind: 'texts' },
  });
  await expect(read('x.jsonl', '{"text":"up"}\n', {}, 'stockerbot')).rejects.toMatchObject({
    message: expect.stringMatching(/x\.jsonl: it is JSON, not a StockerBot export\./),
    remedies: [{ setting: 'as', values: expect.arrayContaining(['labels', 'texts', 'prices', 'companies']) }],
  });
});

test.each([';', '|', '\t'])('quotes enclose fields that hold what separates them: %j', async (delimiter) => {
  const row = (...fields: string[]) => `${fields.join(delimiter)}\n`;
  const content =
    row('date', 'user', 'text') +
    row('2018-01-02', 'a', 'plain one') +
    row('2018-01-02', 'b', `"with${delimiter} it, and ""so"" on"`) +
    row('2018-01-02', 'c', '"with\na break"') +
    row('2018-01-02', 'd', 'plain two');
  const { texts, result } = await read('t.csv', content, {});
  expect(result.rejected).toBe(0);
  expect(texts).toEqual(['plain one', `with${delimiter} it, and "so" on`, 'with\na break', 'plain two']);
});

test('quotes that are part of texts stay in them', async () => {
  const { texts } = await read('t.csv', 'text;date\n"So" it goes;2018-01-02\nplain;2018-01-02\n', {});
  expect(texts).toEqual(['"So" it goes', 'plain']);
});
