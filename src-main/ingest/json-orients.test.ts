import { describe, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';

const rows = ['alpha', 'beta', 'gamma', 'delta'].map((word, i) => ({
  text: `shares of ${word} moved, they say`,
  label: i % 2 === 0 ? 'up' : 'down',
}));
const byRow = (key: 'text' | 'label') => Object.fromEntries(rows.map((row, i) => [i, row[key]]));

describe('a table that is one JSON object has the rows of the table', () => {
  test.each([
    ['columns', { text: byRow('text'), label: byRow('label') }],
    ['index', Object.fromEntries(rows.map((row, i) => [i, row]))],
    [
      'split',
      { columns: ['text', 'label'], index: [0, 1, 2, 3], data: rows.map(({ text, label }) => [text, label]) },
    ],
    ['lists', { text: rows.map(({ text }) => text), label: rows.map(({ label }) => label) }],
  ])('%s', async (_orient, object) => {
    const store = temporaryStore();
    const result = await importContent(store, 'news.json', JSON.stringify(object));
    expect(result).toMatchObject({ kind: 'labels', accepted: 4, rejected: 0 });
    expect(rows.map((_, i) => documentById(store, i + 1)?.text)).toEqual(rows.map(({ text }) => text));
  });
});

test('the whole text of a long tweet is read, and not the one that was cut off', async () => {
  const store = temporaryStore();
  const at = 'Wed Jul 18 21:33:26 +0000 2018';
  const short = { created_at: at, text: 'shares of alpha moved' };
  const long = {
    created_at: at,
    text: 'shares of be…',
    extended_tweet: { full_text: 'shares of beta moved' },
  };
  await importContent(store, 'tweets.jsonl', `${JSON.stringify(short)}\n${JSON.stringify(long)}`);
  expect([1, 2].map((id) => documentById(store, id)?.text)).toEqual([short.text, 'shares of beta moved']);
});

test('an author is better than the name of the newspaper, wherever it stands', async () => {
  const store = temporaryStore();
  const articles = rows.map(({ text }) => ({ source: { name: 'News' }, author: 'desk', title: text }));
  await importContent(store, 'news.json', JSON.stringify({ articles }));
  expect(documentById(store, 1)?.author).toBe('desk');
});
