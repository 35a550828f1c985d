import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';
import { overview } from '../store/overview.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';

/** Twelve texts, each another. */
const TEXTS = Array.from({ length: 12 }, (_, i) => `profits of maker ${'abcdefghijkl'[i]} rose last year`);
const MOODS = ['negative', 'neutral', 'positive'];
const FOUR_EACH = [
  { scheme: 'label', value: 'negative', count: 4 },
  { scheme: 'label', value: 'neutral', count: 4 },
  { scheme: 'label', value: 'positive', count: 4 },
];

async function read(name: string, rows: readonly string[], reading: ReadingInput = {}) {
  const store = temporaryStore();
  const path = temporaryFile(name, `${rows.join('\n')}\n`);
  const result = await importFile(store, path, {
    as: null,
    labels: null,
    reading: readingSchema.parse(reading),
  });
  const labels = overview(store).labels.map(({ scheme, value, count }) => ({ scheme, value, count }));
  return {
    result,
    first: documentById(store, 1),
    labels: labels.toSorted((a, b) => (a.value < b.value ? -1 : 1)),
  };
}

describe('labels at the end of lines are labels', () => {
  test.each([
    ['a full stop before', (text: string, label: string) => `${text} .@${label}`, ' .'],
    ['spaces around', (text: string, label: string) => `${text} @ ${label}`, ''],
    ['capitals', (text: string, label: string) => `${text}@${label}`, ''],
    [
      'an address in the text',
      (text: string, label: string) => `${text} (mail@maker)@${label}`,
      ' (mail@maker)',
    ],
    ['another sign', (text: string, label: string) => `${text}#${label}`, ''],
    ['two signs', (text: string, label: string) => `${text} ## ${label}`, ''],
    ['an arrow', (text: string, label: string) => `${text} => ${label}`, ''],
    ['a thin arrow', (text: string, label: string) => `${text} -> ${label}`, ''],
    [
      'a comma',
      (text: string, label: string) => `${text}${label === 'negative' ? ', they said' : ''},${label}`,
      ', they said',
    ],
    ['a tab', (text: string, label: string) => `${text}\t${label}`, ''],
  ])('%s', async (_name, line, rest) => {
    const rows = TEXTS.map((text, i) => line(text, MOODS[i % 3]!));
    for (const name of ['sentences.txt', 'sentences.csv', 'sentences']) {
      const { result, first, labels } = await read(name, rows);
      expect(result).toMatchObject({ kind: 'labels', accepted: 12, rejected: 0 });
      expect(first?.text).toBe(`${TEXTS[0]}${rest}`);
      expect(labels).toEqual(FOUR_EACH);
    }
  });
});

test('three columns without a heading are asked about, also where the last one is a label', async () => {
  for (const delimiter of [',', '\t', ';', '|']) {
    const rows = TEXTS.map((text, i) => ['ACME', text, MOODS[i % 3]!].join(delimiter));
    await expect(read('sentences.csv', rows)).rejects.toMatchObject({ kind: 'input' });
    const { result, first, labels } = await read('sentences.csv', rows, {
      columns: { ticker: ['1'], text: ['2'], label: ['3'] },
    });
    expect(result).toMatchObject({ accepted: 12, rejected: 0 });
    expect(first).toMatchObject({ text: TEXTS[0], symbols: ['ACME'] });
    expect(labels).toEqual(FOUR_EACH);
  }
});

test.each([
  ['brackets', [], (text: string, label: string) => `${text} (${label})`],
  ['fastText', [' '], (text: string, label: string) => `__label__${label} ${text}`],
  ['fastText, before tickers', [' '], (text: string, label: string) => `__label__${label} $ACME ${text}`],
  ['nothing but a space', [' '], (text: string, label: string) => `${text} ${label}`],
  ['a hyphen', ['-'], (text: string, label: string) => `${text} - ${label}`],
  ['two bars', ['||'], (text: string, label: string) => `${text}||${label}`],
])('labels after %s are asked about', async (_name, separators, line) => {
  const rows = TEXTS.map((text, i) => line(text, MOODS[i % 3]!));
  await expect(read('sentences.txt', rows)).rejects.toMatchObject({
    message: expect.stringMatching(/its lines (?:begin|end) with what may be labels \(.*negative/),
    remedies: [{ setting: 'delimiter', values: [...separators, 'lines'] }],
  });
  for (const delimiter of separators) {
    const { labels } = await read('sentences.txt', rows, { delimiter });
    expect(labels).toHaveLength(3);
  }
  expect((await read('sentences.txt', rows, { delimiter: '\n' })).first?.text).toBe(rows[0]);
});

describe('a column that its heading or its values show to be something else has no labels', () => {
  test.each([
    ['Date,News', '2016-01-01', { publishedAt: Date.UTC(2016, 0, 2) - 1 }],
    ['Time,Headlines', '2016-01-01 08:00:00', { publishedAt: Date.UTC(2016, 0, 1, 8) }],
    ['When,Said', '2016-01-01T08:00:00Z', { publishedAt: Date.UTC(2016, 0, 1, 8) }],
    ['Ticker,Comment', 'ACME', { symbols: ['ACME'] }],
    ['Symbol,Remark', '$ACME', { symbols: ['ACME'] }],
    ['User,Said', 'desk', { author: 'desk' }],
  ])('%s', async (heading, value, expected) => {
    // Half of the values come back, as those of labels do.
    const rows = [heading, ...TEXTS.map((text) => `${value},${text}`)];
    const swapped = rows.map((row) => row.split(',').toReversed().join('\t'));
    for (const file of [rows, swapped]) {
      const { result, first, labels } = await read('two.csv', file);
      expect(result).toMatchObject({ kind: 'texts', accepted: 12, rejected: 0 });
      expect(first).toMatchObject({ text: TEXTS[0], ...expected });
      expect(labels).toEqual([]);
    }
  });

  test('days without a heading', async () => {
    const { first, labels } = await read(
      'two.csv',
      TEXTS.map((text, i) => `2016-01-${10 + (i >> 1)},${text}`),
    );
    expect(first).toMatchObject({ text: TEXTS[0], publishedAt: Date.UTC(2016, 0, 11) - 1 });
    expect(labels).toEqual([]);
  });
});

describe('a column that may be one of labels or of something else is asked about', () => {
  test.each([
    ['names', ['Who,Said'], (i: number) => `desk${i % 3}`, ['text=said,label=who', 'text=said']],
    ['counts', ['Likes,Said'], (i: number) => String(i % 3), ['text=said,label=likes', 'text=said']],
    ['tickers', [], (i: number) => ['ACME', 'BOLT'][i % 2]!, ['text=2,label=1', 'text=2']],
  ])('%s', async (_name, heading, value, values) => {
    const rows = [...heading, ...TEXTS.map((text, i) => `${value(i)},${text}`)];
    await expect(read('two.csv', rows)).rejects.toMatchObject({
      message: expect.stringContaining('may be one of labels or of something else'),
      remedies: [{ setting: 'columns', values }],
    });
    const [, text] = /^text=(\w+)$/.exec(values[1]!)!;
    const { result, labels } = await read('two.csv', rows, { columns: { text: [text!] } });
    expect(result).toMatchObject({ kind: 'texts', accepted: 12 });
    expect(labels).toEqual([]);
  });
});

test('labels that only most lines have, or after signs that are no delimiter, never stay in the texts', async () => {
  const some = TEXTS.map((text, i) => (i % 6 === 0 ? text : `${text}@${MOODS[i % 3]}`));
  const lines = TEXTS.map((text, i) => String.raw`${text}\t${MOODS[i % 3]}`);
  const words = TEXTS.map((text, i) => `${text}___${MOODS[i % 3]}`);
  const numbers = TEXTS.map((text, i) => `__label__${i % 3} , ${text}`);
  for (const rows of [some, lines, words, numbers]) {
    await expect(read('sentences.txt', rows)).rejects.toMatchObject({
      message: expect.stringMatching(/its lines (?:begin|end) with what may be labels/),
    });
  }
});

test('three lines are enough for labels after an at sign', async () => {
  const rows = TEXTS.slice(0, 3).map((text, i) => `${text}@${MOODS[i]}`);
  expect((await read('sentences.txt', rows)).first?.text).toBe(TEXTS[0]);
});

test('ids of tweets are no times', async () => {
  const rows = TEXTS.map((text, i) => `${1_016_000_000_000_000_000n + BigInt(i) * 1_000_003n},${text}`);
  await expect(read('tweets.csv', rows)).rejects.toMatchObject({ kind: 'input' });
});
