import { expect, test } from 'vitest';
import { CompanyFinder } from './find-company.ts';
import { rankOf, retrievalScores } from './ranks.ts';

const finder = new CompanyFinder([
  [
    ['oil', 'barrel', 'price'],
    ['oil', 'price', 'up'],
  ],
  [
    ['phone', 'screen', 'price'],
    ['phone', 'up'],
  ],
  [
    ['bank', 'loan', 'price'],
    ['bank', 'rate', 'up'],
    ['loan', 'rate'],
  ],
]);
const text = ['oil', 'up', 'rate', 'price', 'up', 'unknown'];

/** Computed densely with NumPy from the definitions. */
test.each([
  ['centroid', [Math.SQRT1_2, 0, 0.4082482905]],
  ['language-model', [0.005546878885, -0.00303993826, -0.002551934275]],
  ['both', [1.86318419, -1.66687656, -0.19630763]],
] as const)('%s scores are those of the definition', (by, expected) => {
  const scores = finder.scores(text, by);
  for (const [at, value] of expected.entries()) expect(scores[at]).toBeCloseTo(value, 7);
});

test('a text without a known word is equally far from all, which earns nothing', () => {
  const scores = finder.scores(['nothing', 'known']);
  expect([...scores]).toEqual([0, 0, 0]);
  expect(rankOf(scores, 0)).toBe(3);
});

test('who scores as high counts as ranked before', () => {
  expect(rankOf([0.5, 0.9, 0.5, 0.1], 0)).toBe(3);
  expect(rankOf([0.5, 0.9, 0.5, 0.1], 1)).toBe(1);
  const { n, r1, r10, mrr } = retrievalScores([1, 2, 20, 4]);
  expect([n, r1, r10]).toEqual([4, 0.25, 0.75]);
  expect(mrr).toBeCloseTo((1 + 0.5 + 0.05 + 0.25) / 4, 12);
});
