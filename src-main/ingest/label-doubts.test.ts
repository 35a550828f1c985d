import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { overview } from '../store/overview.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';

/** A file with one row for each label. */
function rows(labels: readonly (string | number)[], heading = 'text,label'): string {
  return `${heading}\n${labels.map((label, i) => `text ${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.trunc(i / 10) % 10]} of the file ${'uvwxyz'[Math.trunc(i / 100)]},${label}\n`).join('')}`;
}

async function read(content: string, reading: ReadingInput = {}, store = temporaryStore()) {
  const path = temporaryFile('labels.csv', content);
  const result = await importFile(store, path, {
    as: null,
    labels: null,
    reading: readingSchema.parse(reading),
  });
  const labels = Object.fromEntries(overview(store).labels.map(({ value, count }) => [value, count]));
  return { store, result, labels };
}

const BINS: unknown = expect.objectContaining({ setting: 'bins' });
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

describe('a column of labels with as many values as rows is refused, and nothing is stored', () => {
  test.each([
    ['numbers of rows', range(36), true],
    ['names', range(36).map((i) => `name ${i}`), false],
    ['sentences', range(24).map((i) => `a sentence about maker ${i}`), false],
    ['polarities', range(36).map((i) => (i / 36 - 0.5).toFixed(4)), true],
    ['few polarities', [-0.5, 0.25, 0.75, 0.125, -0.875, 0.5], true],
    ['few polarities that come back', range(60).map((i) => [-0.5, 0, 0.5, 0.25, -0.25][i % 5]!), true],
    ['polarities that come back', range(60).map((i) => ((i % 25) / 25).toFixed(2)), true],
    ['polarities with a comma', range(30).map((i) => `"0,${i + 10}"`), true],
  ])('%s', async (_name, labels, areNumbers) => {
    const store = temporaryStore();
    await expect(read(rows(labels), {}, store)).rejects.toMatchObject({
      kind: 'input',
      message: expect.stringMatching(
        /its column "label" has \d+ different values in \d+ texts \(".+" in line 2, ".+" in line 3\)/,
      ),
      remedies: [...(areNumbers ? [BINS] : []), { setting: 'columns', values: ['label='] }],
    });
    expect(overview(store)).toMatchObject({ documents: 0, labels: [], sources: [] });
    // The preview asks the same, and shows the rows.
    const shown = await inspectFile(temporaryFile('labels.csv', rows(labels)), null);
    expect(shown).toMatchObject({
      kind: 'labels',
      problem: expect.stringContaining('so they are no labels'),
    });
    expect(shown.settings).toContain('bins');
    expect((await read(rows(labels), { columns: { label: [] } })).labels).toEqual({});
  });

  test('also where only the rest of the file shows it', async () => {
    const labels = [...Array.from({ length: 410 }, () => 'up'), ...range(5000).map((i) => `name ${i}`)];
    const store = temporaryStore();
    await expect(read(rows(labels), {}, store)).rejects.toThrow(/has 5,001 different values in 5,410 texts/);
    expect(overview(store)).toMatchObject({ documents: 0, sources: [] });
  });
});

test.each([
  ['stars', range(24).map((i) => `${1 + (i % 5)}.0`), ['1', '2', '3', '4', '5']],
  [
    'stars in halves',
    range(40).map((i) => String(0.5 + (i % 10) / 2)),
    ['0.5', '1', '1.5', '2', '2.5', '3', '3.5', '4', '4.5', '5'],
  ],
  ['a few rows with a class each', ['rise', 'fall', 'hold'], ['rise', 'fall', 'hold']],
])('%s are classes', async (_name, written, classes) => {
  const { labels } = await read(rows(written));
  expect(Object.keys(labels).toSorted()).toEqual(classes.toSorted());
});

test('a scheme of very many labels is remarked on', async () => {
  const many = await read(rows(range(300).map((i) => `class ${i % 51}`)));
  expect(many.result.notes).toEqual([expect.stringContaining('has 51 different labels for 300 texts')]);
  const fifty = await read(rows(range(300).map((i) => `class ${i % 50}`)));
  expect(fifty.result.notes).toEqual([]);
  const quarter = await read(rows(range(36).map((i) => `class ${i % 10}`)));
  expect(quarter.result.notes).toEqual([expect.stringContaining('has 10 different labels for 36 texts')]);
  const fewer = await read(rows(range(36).map((i) => `class ${i % 9}`)));
  expect(fewer.result.notes).toEqual([]);
});

test('labels that are called otherwise than in the file are named', async () => {
  const heading = 'text,sentiment';
  const spelt = await read(rows(['positive', 'Positive', 'positive', 'NEGATIVE'], heading));
  expect(spelt.labels).toEqual({ positive: 3, NEGATIVE: 1 });
  expect(spelt.result.notes).toEqual([
    'in the scheme "sentiment", labels are stored as the classes that they stand for: Positive as positive',
  ]);
  // Another file in another spelling has the same classes.
  const other = await read('text,sentiment\nanother text of the maker,Negative\n', {}, spelt.store);
  expect(other.labels).toEqual({ positive: 3, NEGATIVE: 2 });
  const signs = await read(rows([-1, 0, 1, '1.0'], heading));
  expect(signs.labels).toEqual({ negative: 1, neutral: 1, positive: 2 });
  expect(signs.result.notes).toEqual([expect.stringContaining('-1 as negative, 0 as neutral')]);
  const bits = await read(rows(['0.0', '1', '1.0'], heading));
  expect(bits.labels).toEqual({ negative: 1, positive: 2 });
  expect(bits.result.notes).toEqual([]);
});

test('the same text in two spellings of one label is no conflict', async () => {
  const content = 'text,label\nthe text of the maker,Up\nthe text of the maker,UP\n';
  expect((await read(content)).result).toMatchObject({ accepted: 1, duplicate: 1, rejected: 0 });
});

test('bins make classes of numbers, which are named; what is no number cannot be divided', async () => {
  const content = rows([-0.5, 0.25, 0.75, 0.125, -0.875, 0.5]);
  const { labels, result } = await read(content, { bins: [0, 0.5] });
  expect(labels).toEqual({ 'below 0': 2, '0 to 0.5': 2, '0.5 or more': 2 });
  expect(result.notes[0]).toContain('the numbers in "label" are stored as');
  await expect(read(rows(['-0.5', '0.25', 'low']), { bins: [0] })).rejects.toThrow(
    'bins were given, but its column "label" has "low" in line 4; bins divide numbers.',
  );
});
