import { describe, expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { nearCopiesInWords } from '../../results/near-copies.ts';
import { withNearCopies } from './near-copies.ts';

const random = new Random(3);
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const word = () => Array.from({ length: 7 }, () => random.pick(letters)).join('');

/** Texts of eight words, each with `copies` copies that have one other word; `labelOf` their labels. */
function rows(count: number, copies: number, labelOf: (text: number, copy: number) => string) {
  const texts = Array.from({ length: count }, () => Array.from({ length: 8 }, word));
  return texts.flatMap((words, text) =>
    Array.from({ length: copies + 1 }, (_, copy) => ({
      text: (copy === 0 ? words : words.with(copy % 8, word())).join(' '),
      group: text * 100 + copy,
      value: labelOf(text, copy),
    })),
  );
}

const ofText = (text: number) => (text % 2 === 0 ? 'up' : 'down');

describe('near copies', () => {
  test('are one group, and of pairs half would be on both sides if half were trained on', async () => {
    const all = rows(60, 1, ofText);
    const { learned, report } = await withNearCopies(all, [], 0.6, 0.5);
    expect(learned.map(({ copies }) => copies)).toEqual(all.map((_, index) => index - (index % 2)));
    expect(report).toMatchObject({ texts: 120, distinct: 60, withCopy: 120, groups: 60, largest: 2 });
    expect(report).toMatchObject({ sameLabel: { pairs: 60, share: 1, chance: 0.5 }, apart: null, leak: 0.5 });
    expect(nearCopiesInWords(report!, 'time')).toContain('50 % of the test part would have one in training');
  });

  test('of a test file are counted as they are', async () => {
    const all = rows(60, 1, ofText);
    const tested = all.slice(0, 30).map((row, index) => ({ ...row, group: 10_000 + index }));
    const { report } = await withNearCopies(all.slice(20), tested, 0.6, 0.5);
    // The first twenty have no copy left; of texts that are equal but not of one group the rest are copies.
    expect(report!.leak).toBeCloseTo(1 / 3, 10);
  });

  test('of a test file whose rows are labelled in the workspace too are counted once', async () => {
    const all = rows(60, 1, ofText);
    const tested = all.slice(0, 30);
    const { learned, report } = await withNearCopies(all, tested, 0.6, 0.5, true);
    expect(report).toMatchObject({ texts: 120, withCopy: 120, groups: 60, largest: 2, leak: 0 });
    // A row whose copy alone is labelled has a near copy among what is learned.
    expect((await withNearCopies(all, [all[0]!], 0.6, 0.5, true)).report!.leak).toBe(1);
    expect((await withNearCopies(all.slice(2), [all[0]!], 0.6, 0.5, true)).report!.leak).toBe(0);
    // What is learned and how it is grouped is the same.
    expect(learned).toEqual((await withNearCopies(all, tested, 0.6, 0.5)).learned);
    // Rows of a training file are texts of their own.
    expect((await withNearCopies(all, tested, 0.6, 0.5)).report!.leak).toBe(1);
  });

  test('whose labels agree by chance only stay where they are, and the result says so', async () => {
    const all = rows(100, 3, () => random.pick(['up', 'down']));
    const { learned, report } = await withNearCopies(all, [], 0.6, 0.7);
    expect(report!.apart).toBe('labels-differ');
    expect(new Set(learned.map(({ copies }) => copies)).size).toBe(400);
    expect(nearCopiesInWords(report!, 'time')).toContain('were not kept together');
  });

  test('of which too few would be left stay where they are, and the result says so', async () => {
    const { learned, report } = await withNearCopies(rows(19, 4, ofText), [], 0.6, 0.7);
    expect(report!.apart).toBe('too-few');
    expect(new Set(learned.map(({ copies }) => copies)).size).toBe(95);
    expect(nearCopiesInWords(report!, 'time')).toContain('only 19 different texts are left');
  });

  test('are not looked for where equal texts are all that is kept together', async () => {
    const all = rows(30, 1, ofText).map((row) => ({ ...row, group: Math.floor(row.group / 100) }));
    const { learned, report } = await withNearCopies(all, [], null, 0.7);
    expect(report).toBeNull();
    expect(learned.map(({ copies }) => copies)).toEqual(all.map((_, index) => index - (index % 2)));
  });
});
