import { expect, test } from 'vitest';
import { headMean, headMeans } from './head-means.ts';

test('the mean of two heads, by token', () => {
  const weights = [
    [0.5, 0.25, 0.25],
    [0, 0.75, 0.25],
  ];
  expect(headMeans(weights)).toEqual([0.25, 0.5, 0.25]);
  expect(headMean(weights, 1)).toBe(0.5);
});

test('without heads nothing is attended to', () => {
  expect(headMeans([])).toEqual([]);
  expect(headMean([], 0)).toBe(0);
});

test('a token that no head has gets nothing', () => {
  expect(headMean([[1]], 3)).toBe(0);
});
