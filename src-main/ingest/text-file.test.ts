import { expect, test } from 'vitest';
import { importContent, temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { companyBySymbol } from '../store/companies.ts';
import { documentById } from '../store/documents.ts';
import { listRejects } from '../store/rejects.ts';
import type { WritableStore } from '../store/store.ts';
import { importFile } from './import.ts';
import { readLabelFile } from './label-file.ts';
import { readingSchema } from './reading.ts';

const POSTS =
  'date,ticker,senti_label,emo_label,original,user\n' +
  '2020-01-01,$TSLA,bullish,joy,"up\nand up",ann\n' +
  '2020-01-01,"TSLA, F",bearish,,cars &amp; trucks,ann\n' +
  '2020-01-01,$TSLA,bullish,joy,"up\nand up",ann\n' +
  '2020-01-01,F,bearish,joy,"up\nand up",ann\n' +
  ',,bullish,fear,no day and no ticker,\n' +
  '2020-02-30,F,bullish,fear,no such day,\n' +
  '2020-01-02,a b\u0000,bullish,fear,no such ticker,\n' +
  '2020-01-02,F,bullish,fear,,\n';

function labelsOf(store: WritableStore, id: number): Record<string, string> {
  return Object.fromEntries(
    (documentById(store, id)?.labels ?? []).map(({ scheme, value }) => [scheme, value]),
  );
}

test('texts have their day, tickers, author and a scheme for each column of labels', async () => {
  const store = temporaryStore();
  const result = await importContent(store, 'posts.csv', POSTS);
  expect(result).toMatchObject({ kind: 'texts', records: 8, accepted: 3, duplicate: 1, rejected: 4 });
  expect(documentById(store, 1)).toMatchObject({
    text: 'up\nand up',
    publishedAt: Date.UTC(2020, 0, 2) - 1,
    author: 'ann',
    // The contradicting row, of another ticker, changed nothing.
    symbols: ['TSLA'],
  });
  expect(labelsOf(store, 1)).toEqual({ sentiment: 'bullish', emotion: 'joy' });
  expect(documentById(store, 2)).toMatchObject({ text: 'cars & trucks', symbols: ['F', 'TSLA'] });
  expect(labelsOf(store, 2)).toEqual({ sentiment: 'bearish' });
  expect(documentById(store, 3)).toMatchObject({ publishedAt: null, symbols: [] });
  expect(companyBySymbol(store, 'TSLA')?.sentiment).toEqual({ bearish: 1, bullish: 1 });
  const { rows } = listRejects(store, { source: null, offset: 0, limit: 10 });
  expect(rows.map(({ line, kind, message }) => [line, kind, message])).toEqual([
    [7, 'conflict', expect.stringMatching(/^"bearish" contradicts "bullish", .* line 2 of posts\.csv/)],
    [10, 'time', '"2020-02-30" is neither a date nor a time'],
    [11, 'ticker', '"b\u0000" is not a ticker'],
    [12, 'text', 'the text is empty'],
  ]);
});

test('a row of which one label contradicts gives none of its labels', async () => {
  const store = temporaryStore();
  await importContent(store, 'a.csv', 'text,emotion\nthe only text there is,joy\n');
  const both = 'text,topic,emotion\nthe only text there is,cars,fear\n';
  expect(await importContent(store, 'b.csv', both)).toMatchObject({ accepted: 0, rejected: 1 });
  expect(labelsOf(store, 1)).toEqual({ emotion: 'joy' });
});

test('a file of texts that are known brings its new labels, and nothing twice', async () => {
  const store = temporaryStore();
  await importContent(store, 'plain.csv', 'date,original\n2020-01-01,one\n2020-01-01,two\n');
  const labelled = 'date,original,emo_label\n2020-01-01,one,joy\n2020-01-02,two,fear\n';
  expect(await importContent(store, 'l.csv', labelled)).toMatchObject({ accepted: 2, duplicate: 0 });
  expect(await importContent(store, 'l.csv', labelled)).toMatchObject({ accepted: 0, duplicate: 2 });
  expect(labelsOf(store, 1)).toEqual({ emotion: 'joy' });
  // Said again on another day, it is another document.
  expect([labelsOf(store, 2), labelsOf(store, 3)]).toEqual([{}, { emotion: 'fear' }]);
});

test('several columns of labels find the texts once, each under its scheme', async () => {
  const store = temporaryStore();
  await importContent(store, 'corpus.txt', 'the first of the texts\nthe second of the texts\n');
  const file =
    'text,sentiment,topic\nthe first of the texts,1,cars\nThe second of the texts!,0,\nnew,,ships\n';
  const result = await importContent(store, 'labels.csv', file);
  expect(result).toMatchObject({
    kind: 'labels',
    accepted: 3,
    rejected: 0,
    labels: { scheme: 'sentiment, topic', matched: 2, documents: 3 },
  });
  expect([1, 2, 3].map((id) => labelsOf(store, id))).toEqual([
    { sentiment: 'positive', topic: 'cars' },
    { sentiment: 'negative' },
    { topic: 'ships' },
  ]);
});

test('one name is no name for several columns of labels; one of them can be chosen', async () => {
  const store = temporaryStore();
  const file = temporaryFile('posts.csv', POSTS);
  const options = { as: null, labels: 'mood' };
  await expect(importFile(store, file, options)).rejects.toThrow(
    /posts\.csv: the scheme "mood" was given, but the file has 2 label columns \(sentiment, emotion\)/,
  );
  const reading = readingSchema.parse({ columns: { label: ['emo_label'] } });
  await importFile(store, file, { ...options, reading });
  expect(labelsOf(store, 1)).toEqual({ mood: 'joy' });
});

test('as a test file, it gives the labels of the scheme that is asked for', async () => {
  const file = temporaryFile('posts.csv', POSTS);
  const values = async (scheme: string): Promise<string[]> =>
    (await readLabelFile(file, scheme)).rows.slice(0, 1).map(({ value }) => value);
  expect(await values('emotion')).toEqual(['joy']);
  expect(await values('sentiment')).toEqual(['bullish']);
});
