import { describe, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';
import { listRejects } from '../store/rejects.ts';

const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'];
const texts = words.map((word, i) =>
  i % 2 === 0 ? `shares of ${word} had a "good" day, they said` : `shares of ${word} fell`,
);

/** Every field in quotes with backslashes before the quotes in it, as Spark writes it. */
const quoted = (text: string): string => `"${text.replaceAll('"', String.raw`\"`)}"`;
/** No field in quotes, with backslashes before quotes and delimiters, as pandas does without quoting. */
const bare = (text: string): string => text.replaceAll(/[",]/g, String.raw`\$&`);

describe('backslashes before quotes and delimiters are no part of a text', () => {
  test.each([
    ['in quotes', quoted],
    ['without quotes', bare],
  ])('%s', async (_name, written) => {
    const store = temporaryStore();
    const rows = texts.map((text, i) => `${written(text)},${i % 2 === 0 ? 'up' : 'down'}`);
    const result = await importContent(store, 'news.csv', ['text,label', ...rows].join('\n'));
    expect(result).toMatchObject({ kind: 'labels', accepted: 8, rejected: 0 });
    expect(texts.map((_, i) => documentById(store, i + 1)?.text)).toEqual(texts);
  });

  test('in a StockerBot export', async () => {
    const store = temporaryStore();
    const rows = texts.map((text, i) =>
      [
        String(i),
        quoted(text),
        `Wed Jul 18 21:33:0${i} +0000 2018`,
        'desk',
        'GS',
        'Goldman',
        '',
        'True',
      ].join(','),
    );
    const heading = 'id,text,timestamp,source,symbols,company_names,url,verified';
    const result = await importContent(store, 'news.csv', [heading, ...rows].join('\n'));
    expect(result).toMatchObject({ kind: 'stockerbot', accepted: 8, rejected: 0 });
    expect(texts.map((_, i) => documentById(store, i + 1)?.text)).toEqual(texts);
  });
});

test('a backslash before a doubled quote is text', async () => {
  const store = temporaryStore();
  const rows = words.map((word) => `"the path of ${word} is C:\\""x"", so","up"`);
  await importContent(store, 'news.csv', ['text,label', ...rows].join('\n'));
  expect(documentById(store, 1)?.text).toBe('the path of alpha is C:\\"x", so');
});

test('one quote that was never closed does not make text of all others', async () => {
  const store = temporaryStore();
  const rows = texts.map((text) => `"${text.replaceAll('"', '""')}",up`);
  rows[2] = rows[2]!.replace('",up', ' up');
  const result = await importContent(store, 'news.csv', ['text,label', ...rows].join('\n'));
  expect(result).toMatchObject({ accepted: 7, rejected: 1 });
  expect(listRejects(store, { source: null, offset: 0, limit: 9 }).rows).toMatchObject([{ line: 4 }]);
  expect(documentById(store, 1)?.text).toBe(texts[0]);
});
