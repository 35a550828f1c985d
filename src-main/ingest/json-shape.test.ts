import { describe, expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { overview } from '../store/overview.ts';
import { listRejects } from '../store/rejects.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';

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

describe('JSON that is not one object per line is refused with what to do, and nothing is stored', () => {
  const list = JSON.stringify(rows.map((row) => JSON.parse(row) as unknown));
  const pretty = JSON.stringify({ text: 'one, two', label: 'up' }, null, 2);
  test.each([
    ['an array on one line', list, /it is a JSON array\. Write one JSON object per line/],
    ['an array over lines', `[\n${rows.join(',\n')}\n]`, /it is a JSON array/],
    ['an array that was cut', `[${rows.join(',\n').slice(0, 200)}`, /it is a JSON array/],
    ['an array without its beginning', rows.map((row) => `${row},`).join('\n'), /it is a JSON array/],
    ['arrays of two', '["rose, they say","up"]\n["fell, they say","down"]\n["rose","up"]', /JSON array/],
    ['an object over lines', pretty, /it is one JSON object spread over several lines/],
    [
      'a list in an object',
      `{"data": [\n${rows.join(',\n')}\n]}`,
      /it is one JSON object spread over several lines/,
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
