import { describe, expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';
import { overview } from '../store/overview.ts';
import { listRejects } from '../store/rejects.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { recognisedReading } from './reading.ts';

const rows = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'].map((name, i) =>
  JSON.stringify({ text: `shares of ${name} moved, they say`, label: i % 2 ? 'down' : 'up' }),
);
const cut = rows[1]!.slice(0, 25);
const tweet = JSON.stringify({ created_at: 'Wed Jul 18 21:33:26 +0000 2018', text: 'Up, up and away' });

describe('broken lines of a JSON lines file are rejected by their number, and never read as columns', () => {
  test.each([
    ['the first line', [cut, ...rows.slice(1)], 1, 4],
    ['a line in the middle', [...rows.slice(0, 2), cut, ...rows.slice(2)], 3, 5],
    ['the last line', [...rows, cut], 6, 5],
    ['a line without its beginning', [rows[0]!.slice(8), ...rows.slice(1)], 1, 4],
    ['a single whole line and a broken one', [rows[0]!, cut], 2, 1],
    ['a line after blank ones', ['', '  ', cut, ...rows.slice(1)], 3, 4],
  ])('%s', async (_name, lines, line, accepted) => {
    for (const name of ['news.jsonl', 'news.csv', 'news.txt']) {
      const store = temporaryStore();
      const result = await importContent(store, name, lines.join('\n'));
      expect(result).toMatchObject({ kind: 'labels', accepted, rejected: 1 });
      expect(listRejects(store, { source: null, offset: 0, limit: 9 }).rows).toMatchObject([
        { line, kind: 'json' },
      ]);
    }
  });
});

const objects = rows.map((row): unknown => JSON.parse(row));
const list = JSON.stringify(objects);

describe('objects are read wherever they stand', () => {
  test.each([
    ['an array on one line', list, 0],
    ['an array over lines', `[\n${rows.join(',\n')}\n]`, 0],
    ['an array of objects over lines', JSON.stringify(objects, null, 2), 0],
    ['an array that was cut', `[${rows.join(',\n')},\n${cut}`, 1],
    ['an array without its beginning', rows.map((row) => `${row},`).join('\n'), 0],
    ['objects over lines', objects.map((one) => JSON.stringify(one, null, 1)).join('\n'), 0],
    ['a list in an object', `{"data": [\n${rows.join(',\n')}\n]}`, 0],
    ['a list in an object on one line', `{"status":"ok","articles":${list},"next":null}`, 0],
    ['a list two objects deep', JSON.stringify({ response: { results: objects } }, null, 1), 0],
    ['pages', `{"data":[${rows.slice(0, 2).join()}],"meta":{"n":2}}\n{"data":[${rows.slice(2).join()}]}`, 0],
    ['an array with something else in it', `[1,\n${rows.join(',\n')}]`, 1],
    ['brackets and quotes in a text', list.replaceAll('shares', String.raw`]} \"{[\\`), 0],
  ])('%s', async (_name, content, rejected) => {
    const store = temporaryStore();
    const result = await importContent(store, 'labels.json', content);
    expect(result).toMatchObject({ kind: 'labels', accepted: 5, rejected });
    expect(overview(store).documents).toBe(5);
  });

  test(
    'an array, an object of a line and a page of one long line, longer than a record of a table may be',
    { timeout: 60_000 },
    async () => {
      const many = Array.from({ length: 12_000 }, (_, i) => ({
        text: `é, number ${i} ${'x'.repeat(500)}`,
        date: '2018-07-09',
      }));
      for (const content of [
        JSON.stringify(many),
        JSON.stringify({ next: 1, results: many }),
        `${JSON.stringify({ data: many })}\n{"data":[]}\n`,
      ]) {
        const store = temporaryStore();
        const result = await importContent(store, 'labels.json', content);
        expect(result).toMatchObject({ accepted: 12_000, rejected: 0, records: 12_000 });
      }
    },
  );

  test('nested values are columns by their paths', async () => {
    const store = temporaryStore();
    const message = {
      id: 1,
      body: 'Up we go',
      created_at: '2018-07-09T08:00:00Z',
      user: { id: 7, name: 'Ann A.', username: 'ann' },
      symbols: [
        { id: 1, symbol: 'ACME', title: 'Acme' },
        { id: 2, symbol: 'BOLT' },
      ],
      entities: { sentiment: { basic: 'Bullish' } },
    };
    await importContent(
      store,
      'stocktwits.json',
      JSON.stringify({ response: { status: 200 }, messages: [message] }),
    );
    expect(documentById(store, 1)).toMatchObject({
      text: 'Up we go',
      publishedAt: Date.UTC(2018, 6, 9, 8),
      author: 'ann',
      symbols: ['ACME', 'BOLT'],
      labels: [{ scheme: 'sentiment', value: 'Bullish' }],
    });
  });

  test.each([
    ['{"payload":{"words":"it rose"},"kind":"up"}', 'payload.words'],
    ['{"data":[{"words":"it rose","kind":"up"}]}', 'data.words'],
    ['{"data":{"words":"it rose"},"kind":"up"}', 'data.words'],
  ])('a path names a column: %s', async (line, path) => {
    const store = temporaryStore();
    const reading = { ...recognisedReading, columns: { text: [path], label: ['kind'] } };
    await importFile(store, temporaryFile('x.jsonl', line), { as: null, labels: null, reading });
    expect(documentById(store, 1)).toMatchObject({ text: 'it rose', labels: [{ value: 'up' }] });
  });
});

describe('JSON without objects is refused with what to do, and nothing is stored', () => {
  test.each([
    [
      'arrays of two',
      '["rose, they say","up"]\n["fell, they say","down"]\n["rose","up"]',
      /none of its first elements/,
    ],
    [
      'an array of texts',
      '["rose", "fell"]',
      /none of its first elements is a complete object\. Write an array/,
    ],
    ['an object that was cut', rows[0]!.slice(0, 30), /looks like JSON, but none of its lines is a complete/],
    ['lines that were all cut', rows.map((row) => row.slice(0, 30)).join('\n'), /looks like JSON/],
  ])('%s', async (_name, content, message) => {
    for (const name of ['labels.csv', 'labels.json', 'labels.txt']) {
      const path = temporaryFile(name, content);
      const store = temporaryStore();
      for (const as of [null, 'labels', 'texts', 'stockerbot']) {
        const expected = as === 'stockerbot' ? /JSON/ : message;
        await expect(importFile(store, path, { as, labels: null })).rejects.toMatchObject({
          kind: 'input',
          message: expect.stringMatching(expected),
        });
      }
      expect((await inspectFile(path, null)).problem).toMatch(message);
      expect(overview(store)).toMatchObject({ documents: 0, sources: [], labels: [] });
    }
  });
});

test('tweets in JSON are no StockerBot export, though Twitter wrote their times', async () => {
  const store = temporaryStore();
  const result = await importContent(store, 'tweets.jsonl', `${tweet}\n${tweet}\n`);
  expect(result).toMatchObject({ kind: 'texts', records: 2, rejected: 0 });
});

test('JSON of unknown keys is not taken for lines of text', async () => {
  const store = temporaryStore();
  const path = temporaryFile('remarks.txt', '{"remark":"it rose","nr":1}\n{"remark":"it fell","nr":2}\n');
  await expect(importFile(store, path, { as: null, labels: null })).rejects.toThrow(/not recognised/);
  await expect(importFile(store, path, { as: 'texts', labels: null })).rejects.toThrow(
    /cannot be read as texts/,
  );
  expect(overview(store).documents).toBe(0);
});

test.each([
  '[Update] Netflix rose, they say\n[Update] Netflix fell\n',
  '{breaking} Netflix rose, they say\n{breaking} Netflix fell\n',
  '[1] a text\n[2] another\n',
])('a text that begins with a bracket is a text: %j', async (content) => {
  const store = temporaryStore();
  expect(await importContent(store, 'texts.txt', content)).toMatchObject({ kind: 'texts', accepted: 2 });
});
