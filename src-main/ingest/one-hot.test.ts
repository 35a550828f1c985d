import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { overview } from '../store/overview.ts';
import { importFile } from './import.ts';
import { openTexts } from './read-texts.ts';
import { readingSchema, recognisedReading } from './reading.ts';
import type { ReadingInput } from './reading.ts';

const TEXTS = Array.from({ length: 12 }, (_, i) => `profits of maker ${'abcdefghijkl'[i]} rose last year`);

async function read(rows: readonly string[], reading: ReadingInput = {}, name = 'table.csv') {
  const store = temporaryStore();
  const path = temporaryFile(name, `${rows.join('\n')}\n`);
  const result = await importFile(store, path, {
    as: null,
    labels: null,
    reading: readingSchema.parse(reading),
  });
  const labels = Object.fromEntries(
    overview(store).labels.map(({ scheme, value, count }) => [`${scheme} ${value}`, count]),
  );
  return { path, result, labels };
}

/** Row i marks class i modulo the number of classes. */
function marked(heading: string, classes: number, [yes, no]: readonly [string, string]): string[] {
  const marks = (i: number) =>
    Array.from({ length: classes }, (_, column) => (i % classes === column ? yes : no));
  return [`text,${heading}`, ...TEXTS.map((text, i) => [text, ...marks(i)].join(','))];
}

describe('columns of which every row marks one are the classes of one scheme', () => {
  test.each([
    ['1', '0'],
    ['1.0', '0.0'],
    ['True', 'False'],
    ['TRUE', 'FALSE'],
  ] as const)('with %s and %s', async (...marks) => {
    const { result, labels } = await read(marked('negative,neutral,positive', 3, marks));
    expect(result).toMatchObject({
      kind: 'labels',
      accepted: 12,
      rejected: 0,
      why: expect.stringContaining('one column per class'),
    });
    expect(labels).toEqual({ 'sentiment negative': 4, 'sentiment neutral': 4, 'sentiment positive': 4 });
  });

  test.each([
    ['sentiment_neg,sentiment_pos', 2, { 'sentiment neg': 6, 'sentiment pos': 6 }],
    ['label_positive,label_negative', 2, { 'sentiment positive': 6, 'sentiment negative': 6 }],
    ['topic_cars,topic_oil,topic_gold', 3, { 'topic cars': 4, 'topic oil': 4, 'topic gold': 4 }],
    ['joy,fear,anger', 3, { 'label joy': 4, 'label fear': 4, 'label anger': 4 }],
  ] as const)('%s', async (heading, classes, expected) => {
    expect((await read(marked(heading, classes, ['1', '0']))).labels).toEqual(expected);
  });

  test('beside other columns, and with a column that the user names', async () => {
    const rows = marked('positive,negative', 2, ['1', '0']).map(
      (row, i) => `${row},${i === 0 ? 'verified' : i % 3 === 0 ? 1 : 0}`,
    );
    const expected = { 'sentiment negative': 6, 'sentiment positive': 6 };
    expect((await read(rows)).labels).toEqual(expected);
    expect((await read(rows, { columns: { label: ['positive', 'negative'] } })).labels).toEqual(expected);
    expect((await read(rows, { columns: { label: [] } })).labels).toEqual({});
  });

  test('whose names say nothing, only if the user says that they are labels', async () => {
    for (const heading of ['mon,tue,wed', 'ticker_a,ticker_b,ticker_c', 'cars,oil,gold']) {
      const rows = marked(heading, 3, ['1', '0']);
      expect((await read(rows)).labels).toEqual({});
      const { labels } = await read(rows, { columns: { label: heading.split(',') } });
      expect(Object.values(labels)).toEqual([4, 4, 4]);
    }
  });

  test('as objects', async () => {
    const rows = TEXTS.map((text, i) => JSON.stringify({ text, bullish: i % 2 === 0, bearish: i % 2 === 1 }));
    expect((await read(rows, {}, 'table.jsonl')).labels).toEqual({ 'label bullish': 6, 'label bearish': 6 });
  });
});

test('columns that are not marked once a row are no classes', async () => {
  const several = ['text,cars,oil', ...TEXTS.map((text, i) => `${text},1,${i % 2}`)];
  expect((await read(several)).labels).toEqual({});
  // Each the contrary of the other, but no labels by name.
  expect((await read(marked('retweet,own', 2, ['1', '0']))).labels).toEqual({});
  const shares = ['text,negative,positive', ...TEXTS.map((text, i) => `${text},0.${i},0.${9 - (i % 9)}`)];
  expect((await read(shares)).labels).toEqual({});
});

test('a later row that marks two classes is asked about before anything is stored', async () => {
  const rows = marked('negative,neutral,positive', 3, ['1', '0']);
  const many = Array.from({ length: 40 }, () => rows.slice(1)).flat();
  await expect(read([rows[0]!, ...many, 'both at once,1,0,1'])).rejects.toMatchObject({
    message: expect.stringContaining('but line 482 marks negative and positive'),
    remedies: [{ setting: 'columns', values: ['label='] }],
  });
});

test('the labels of a file to predict are read alike', async () => {
  const { path } = await read(marked('negative,neutral,positive', 3, ['1', '0']));
  const { batches } = await openTexts(path, { scheme: 'sentiment', as: null, reading: recognisedReading });
  const labels: (string | null)[] = [];
  for await (const { outcomes } of batches())
    labels.push(...outcomes.map((one) => (one.ok ? one.value.label : null)));
  expect(labels.slice(0, 3)).toEqual(['negative', 'neutral', 'positive']);
});
