import { expect, test } from 'vitest';
import { clustersOf } from './clusters.ts';

const points = [
  [2.25, -2.81],
  [0.46, -0.62],
  [-0.5, -0.24],
  [-2.22, -0.26],
  [-0.95, 3.66],
  [0.25, -0.39],
  [3.69, 0.27],
  [2.84, 0.57],
  [4.53, 0.74],
  [5.05, 0.78],
  [4.03, 2.7],
  [1.6, 4.44],
  [0.8, 5.59],
  [3.13, 4.7],
  [0.73, 6.1],
].map((row) => Float64Array.from(row));

/** Of SciPy's `fcluster(linkage(points, 'ward'), k, 'maxclust')`. */
const scipy = {
  2: [2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1],
  3: [3, 3, 3, 3, 1, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1],
  5: [5, 4, 4, 4, 2, 4, 3, 3, 3, 3, 3, 1, 1, 1, 1],
};

/** Which points are together, whatever the groups are called. */
const together = (of: readonly number[]) => of.map((group) => of.indexOf(group));

test.each([2, 3, 5] as const)('%i clusters are those that SciPy finds by the same method', (count) => {
  expect(together(clustersOf(points, count).of)).toEqual(together(scipy[count]));
});

test('the largest cluster is the first; in the order of the tree the members of a cluster stand together', () => {
  const { of, order } = clustersOf(points, 5);
  const sizes = [0, 1, 2, 3, 4].map((group) => of.filter((one) => one === group).length);
  expect(sizes).toEqual([5, 4, 4, 1, 1]);
  expect(order.toSorted((a, b) => a - b)).toEqual([...points.keys()]);
  const changes = order.filter((point, at) => at > 0 && of[point] !== of[order[at - 1]!]).length;
  expect(changes).toBe(4);
});

test('more clusters than points, and one point', () => {
  expect(new Set(clustersOf(points.slice(0, 3), 9).of).size).toBe(3);
  expect(clustersOf(points.slice(0, 1), 3)).toEqual({ of: [0], order: [0] });
});
