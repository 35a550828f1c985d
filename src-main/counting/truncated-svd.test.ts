import { expect, test } from 'vitest';
import { sparseMatrix } from './sparse-matrix.ts';
import { truncatedSvd } from './truncated-svd.ts';

/** (12, 9), whose entry in row i and column j is ((7i + 3j) mod 5), or 0 where 3 divides i + 2j. */
const matrix = sparseMatrix(
  Array.from(
    { length: 12 },
    (_, i) =>
      new Map(Array.from({ length: 9 }, (__, j) => [j, (i + 2 * j) % 3 === 0 ? 0 : (7 * i + 3 * j) % 5])),
  ),
  9,
);
/** By numpy.linalg.svd (NumPy 2.4.6). */
const singularValues = [
  14.7232709407, 9.133589989, 8.5005451785, 5.6282053107, 4.3855464489, 3.8096518226, 3.0825070338,
  2.3053842018, 2.0745488116,
];
/** The first row of G · Gᵀ, where G is U · S of the four largest. */
const products = [
  23.34945916, 7.03649216, 6.5391779, 20.95833582, 12.60375927, 18.60722345, 19.45834477, 9.56446843,
  20.99428403, 22.24217933, 18.72983366, 9.52575981,
];

test.each([1, 2])(
  'the largest singular values and their coordinates are those of NumPy (seed %i)',
  (seed) => {
    const found = truncatedSvd(matrix, 4, seed);
    expect(found.singularValues).toHaveLength(4);
    for (const [at, value] of found.singularValues.entries())
      expect(value).toBeCloseTo(singularValues[at]!, 8);
    const [first] = found.coordinates;
    found.coordinates.forEach((row, at) => {
      const product = row.reduce((sum, value, i) => sum + value * first![i]!, 0);
      expect(product).toBeCloseTo(products[at]!, 6);
    });
  },
);

test('the sign of a component depends on neither the seed nor the way', () => {
  const [one, other] = [truncatedSvd(matrix, 3, 1, 0), truncatedSvd(matrix, 3, 7, 12)];
  one.coordinates.forEach((row, at) => {
    for (const [i, value] of row.entries()) expect(other.coordinates[at]![i]).toBeCloseTo(value, 6);
  });
});

test('no more components than the matrix has: a matrix of rank 1 has one, zeros have none', () => {
  const line = [1, 2, 0, -3].map(
    (factor) => new Map([0, 2].map((column) => [column, factor * (column + 1)])),
  );
  const { singularValues: values, coordinates } = truncatedSvd(sparseMatrix(line, 3), 3, 1);
  expect(values).toHaveLength(1);
  expect(values[0]).toBeCloseTo(Math.sqrt(140), 8);
  expect(coordinates.map((row) => row.length)).toEqual([1, 1, 1, 1]);
  expect(truncatedSvd(sparseMatrix([new Map(), new Map()], 3), 2, 1).singularValues).toEqual([]);
});
