import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { fitNgramClassifier } from './ngram-classifier.ts';
import { NgramFeatures } from './ngram-features.ts';

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

function accuracy(sign: (label: number, random: Random) => string): number {
  const [train, held] = [drawn(400, 1, sign), drawn(200, 2, sign)];
  const fitted = fitNgramClassifier(
    train.map(({ text }) => text),
    train.map(({ label }) => label),
    2,
    1,
  );
  const predicted = fitted.predict(held.map(({ text }) => text));
  return predicted.filter((row, at) => Number(row[1]! > row[0]!) === held[at]!.label).length / held.length;
}

describe('a linear classifier of n-grams', () => {
  test('learns what a word says', () => {
    expect(accuracy((label) => (label === 1 ? 'beats' : 'misses'))).toBe(1);
  });

  test('learns what a part of words says that stand in no other text', () => {
    const letters = Array.from('bcdfgkmnprtv');
    const stem = (random: Random) => Array.from({ length: 6 }, () => random.pick(letters)).join('');
    expect(accuracy((label, random) => stem(random) + (label === 1 ? 'ish' : 'ous'))).toBeGreaterThan(0.95);
  });

  test('knows nothing where nothing tells', () => {
    expect(Math.abs(accuracy(() => 'same') - 0.5)).toBeLessThan(0.12);
  });

  test('the same seed gives the same probabilities, each row of which sums to 1', () => {
    const items = drawn(60, 3, (label) => (label === 1 ? 'up' : 'down'));
    const fit = () =>
      fitNgramClassifier(
        items.map(({ text }) => text),
        items.map(({ label }) => label),
        2,
        5,
      ).predict(['alpha up', 'unseen', '']);
    expect(fit()).toEqual(fit());
    for (const row of fit()) expect(row[0]! + row[1]!).toBeCloseTo(1, 12);
  });
});

test('the weight of an n-gram is its log-count ratio: what stands in both classes alike weighs nothing', () => {
  const texts = ['jump same', 'jump same', 'fold same', 'fold same'];
  const features = new NgramFeatures(texts, [1, 1, 0, 0], 2);
  const { values } = features.rows(['same']);
  expect(Math.max(0, ...values.map(Math.abs))).toBeCloseTo(0, 12);
  expect(Math.max(...features.rows(['jump']).values)).toBeGreaterThan(0.1);
});
