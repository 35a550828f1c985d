import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { NgramColumns } from './columns.ts';
import { fitLinear, weightsOfColumns } from './linear.ts';
import { scoreRows } from './sparse-rows.ts';

const signal = new AbortController().signal;

/** Texts of noise in which one word, or a piece of one, tells the class. */
function drawn(count: number, seed: number, sign: (label: number, random: Random) => string) {
  const random = new Random(seed);
  const noise = () => random.pick(['alpha', 'beta', 'gamma', 'delta', 'omega', 'sigma', 'kappa', 'theta']);
  return Array.from({ length: count }, () => {
    const label = random.below(2);
    const words = [noise(), noise(), sign(label, random), noise(), noise()];
    return { text: words.join(' '), label };
  });
}

/** The scores of texts by what was learned from others. */
async function learned(
  items: readonly { text: string; label: number }[],
  texts: readonly string[],
  seed = 1,
) {
  const columns = NgramColumns.fit(items.map(({ text }) => text));
  const rows = columns.rows(items.map(({ text }) => text));
  const labels = items.map(({ label }) => label);
  return scoreRows(columns.rows(texts), await fitLinear(rows, labels, 2, { seed, signal }));
}

async function accuracy(sign: (label: number, random: Random) => string): Promise<number> {
  const [train, held] = [drawn(400, 1, sign), drawn(200, 2, sign)];
  const scores = await learned(
    train,
    held.map(({ text }) => text),
  );
  return scores.filter((row, at) => Number(row[1]! > row[0]!) === held[at]!.label).length / held.length;
}

describe('a linear classifier of n-grams', () => {
  test('learns what a word says', async () => {
    expect(await accuracy((label) => (label === 1 ? 'beats' : 'misses'))).toBe(1);
  });

  test('learns what a part of words says that stand in no other text', async () => {
    const letters = Array.from('bcdfgkmnprtv');
    const stem = (random: Random) => Array.from({ length: 6 }, () => random.pick(letters)).join('');
    const found = await accuracy((label, random) => stem(random) + (label === 1 ? 'ish' : 'ous'));
    expect(found).toBeGreaterThan(0.95);
  });

  test('knows nothing where nothing tells', async () => {
    expect(Math.abs((await accuracy(() => 'same')) - 0.5)).toBeLessThan(0.12);
  });

  test('says the same with the same seed, and another thing with another', async () => {
    const items = drawn(60, 3, (label) => (label === 1 ? 'up' : 'down'));
    const texts = ['alpha up', 'unseen', ''];
    expect(await learned(items, texts, 5)).toEqual(await learned(items, texts, 5));
    expect(await learned(items, texts, 5)).not.toEqual(await learned(items, texts, 6));
  });

  test('stops when it is told to', async () => {
    const columns = NgramColumns.fit(['up', 'down']);
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(
      fitLinear(columns.rows(['up', 'down']), [1, 0], 2, { seed: 1, signal: stop }),
    ).rejects.toThrow('enough');
  });
});

test('the weight of an n-gram is its log-count ratio: what stands in both classes alike weighs nothing', () => {
  const texts = ['jump same', 'jump same', 'fold same', 'fold same'];
  const columns = NgramColumns.fit(texts);
  const weights = weightsOfColumns(columns.rows(texts), [1, 1, 0, 0], 2);
  const of = (gram: string) =>
    weights[columns.grams.findIndex((column) => column.kind === 'words' && column.gram === gram)]!;
  expect(of('same')).toBeCloseTo(0, 12);
  expect(of('jump')).toBeGreaterThan(0.1);
  expect(of('jump')).toBeCloseTo(of('fold'), 12);
});
