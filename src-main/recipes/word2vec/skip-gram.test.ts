import { expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { SkipGrams } from './skip-gram.ts';

const options = { near: 1, negatives: 3, subsample: 1 };

function counted(texts: readonly number[][], words: number): Float64Array {
  const counts = new Float64Array(words);
  for (const id of texts.flat()) counts[id]!++;
  return counts;
}

function grams(texts: readonly number[][], words: number, changed = {}) {
  return new SkipGrams(
    texts.map((text) => Int32Array.from(text)),
    counted(texts, words),
    { ...options, ...changed },
  );
}

test('pairs are words and their neighbours of one text, and the first column is the true one', () => {
  const [batch] = grams(
    [
      [2, 3, 4],
      [5, 6],
    ],
    7,
  ).batches(6, new Random(1));
  const { target, contexts, labels } = batch!;
  const near = new Set(['2 3', '3 2', '3 4', '4 3', '5 6', '6 5']);
  const pairs = Array.from(target!.data, (word, row) => `${word} ${contexts!.data[row * 4]}`);
  expect(new Set(pairs)).toEqual(near);
  expect(Array.from(labels!.data.subarray(0, 4))).toEqual([1, 0, 0, 0]);
});

test('padding and unknown words are neighbours of nothing', () => {
  const [batch] = grams([[2, 1, 3, 0]], 4).batches(8, new Random(1));
  const words = new Set([...batch!['target']!.data, ...batch!['contexts']!.data]);
  expect(words).toEqual(new Set([2, 3]));
});

test('words are drawn by their frequency to the power of 3/4', () => {
  const texts = [...Array.from({ length: 160 }, () => [2, 4]), ...Array.from({ length: 10 }, () => [3, 4])];
  const found = new Map<number, number>();
  for (const { contexts } of grams(texts, 5, { negatives: 20 }).batches(200, new Random(3))) {
    for (let row = 0; row < 200; row++) {
      if (contexts!.data[row * 21] !== 4) continue;
      for (const word of contexts!.data.slice(row * 21 + 1, (row + 1) * 21)) {
        found.set(word, (found.get(word) ?? 0) + 1);
      }
    }
  }
  // 160 to 10 becomes 16^0.75 = 8 to 1.
  expect(found.get(2)! / found.get(3)!).toBeGreaterThan(6.5);
  expect(found.get(2)! / found.get(3)!).toBeLessThan(9.5);
});

test('frequent words are left out as often as the published formula says', () => {
  // Word 2 is half of all words: with t = 0.05, √(t/f) + t/f = 0.416 of its places are kept, and all of the others.
  const text = Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 2 : 3 + (i % 200)));
  let [found, all] = [0, 0];
  for (const { target } of grams([text], 203, { subsample: 0.05 }).batches(100, new Random(1))) {
    for (const word of target!.data) found += Number(word === 2);
    all += target!.data.length;
  }
  expect(found / all).toBeCloseTo((0.5 * 0.416) / (0.5 * 0.416 + 0.5), 1);
});
