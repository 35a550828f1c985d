import { expect, test } from 'vitest';
import { binOf, equalCount, equalWidth } from './binning.ts';

test('bins of equal width hold their upper edge, as those of pandas do', () => {
  // pandas.cut([0, 1, 2, 2.5, 3, 4], 4, labels=False)
  const values = [0, 1, 2, 2.5, 3, 4];
  const edges = equalWidth(values, 4);
  expect(values.map((value) => binOf(edges, value))).toEqual([0, 0, 1, 2, 2, 3]);
});

test('values outside of those seen are in the first or the last bin', () => {
  const edges = equalWidth([0, 10], 5);
  expect([-7, 0, 10, 99].map((value) => binOf(edges, value))).toEqual([0, 0, 4, 4]);
});

test('one value alone is in the middle, as with pandas', () => {
  // pandas.cut([5, 5], 3, labels=False)
  expect(binOf(equalWidth([5, 5], 3), 5)).toBe(1);
});

test('bins of equal count', () => {
  // pandas.qcut(range(10), 5, labels=False)
  const values = Array.from({ length: 10 }, (_, i) => i);
  const edges = equalCount(values, 5);
  expect(values.map((value) => binOf(edges, value))).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
});
