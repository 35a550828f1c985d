import { expect, test } from 'vitest';
import { clusteredMean } from './clustered-mean.ts';
import { kendallTauB } from './kendall.ts';

test.each<[number[], number[], number]>([
  [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 1],
  [[12, 2, 1, 12, 2], [1, 4, 7, 1, 0], -0.4714045207910316],
  [[0.1, 0.1, 0.3, 0.2, 0.3, 0.05, 0.4], [0, 2, 2, 1, 5, 1, 3], 0.5789473684210525],
  [[8, 7, 6, 5, 4, 3, 2, 1], [0.2, 0.1, 0.4, 0.3, 0.9, 0.5, 0.7, 0.6], -0.5714285714285714],
])("agrees with SciPy's kendalltau: %j and %j", (first, second, tau) => {
  expect(kendallTauB(first, second)).toBeCloseTo(tau, 12);
  expect(kendallTauB(second, first)).toBeCloseTo(tau, 12);
});

test('where one ranking orders nothing, there is no agreement to tell', () => {
  expect(kendallTauB([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(kendallTauB([4], [2])).toBeNull();
  expect(kendallTauB([], [])).toBeNull();
});

test("the interval of a mean over drawn clusters is that of SciPy's bootstrap", () => {
  const values = [0.1, 0.5, 0.3, 0.9, -0.2, 0.4, 0.4, 0, 0.7, 0.2, 0.6, 0.1];
  const clusters = [0, 0, 1, 1, 1, 2, 3, 3, 4, 5, 5, 5];
  const { mean, low, high, ...counts } = clusteredMean(values, clusters);
  // SciPy drew 100,000 times, this draws 2,000 times.
  expect(mean).toBeCloseTo(1 / 3, 12);
  expect(Math.abs(low! - 0.2667)).toBeLessThan(0.02);
  expect(Math.abs(high! - 0.44)).toBeLessThan(0.02);
  expect(counts).toEqual({ n: 12, clusters: 6 });
  expect(clusteredMean([], [])).toEqual({ mean: null, low: null, high: null, n: 0, clusters: 0 });
});
