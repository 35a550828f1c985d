import { expect, test } from 'vitest';
import { smoothed } from './smoothing.ts';

test('an average counts each value by powers of its weight, and starts at the first', () => {
  expect(smoothed([1, 0, 0], 0)).toEqual([1, 0, 0]);
  expect(smoothed([5, 5, 5], 0.9).map((value) => Number(value.toFixed(12)))).toEqual([5, 5, 5]);
  // By hand: (0.5 · 1 + 1 · 0) / 1.5, (0.25 · 1 + 0.5 · 0 + 1 · 4) / 1.75.
  const [first, second, third] = smoothed([1, 0, 4], 0.5);
  expect(first).toBeCloseTo(1);
  expect(second).toBeCloseTo(1 / 3);
  expect(third).toBeCloseTo(4.25 / 1.75);
});
