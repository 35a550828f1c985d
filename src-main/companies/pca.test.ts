import { expect, test } from 'vitest';
import { pca } from './pca.ts';

const line = [0, 1, 2, 3, 4].map((t) => Float32Array.of(3 * t, -4 * t));

test('points on a line lie on the first component, at their distances, the largest loading positive', () => {
  const { coordinates, explained, loadings } = pca(line, 2);
  expect(explained[0]).toBeCloseTo(1, 10);
  expect(explained[1]).toBeCloseTo(0, 10);
  expect(loadings[0]![0]).toBeCloseTo(-0.6, 6);
  expect(loadings[0]![1]).toBeCloseTo(0.8, 6);
  for (const [at, [x, y]] of coordinates.entries()) {
    expect(x).toBeCloseTo(5 * (2 - at), 5);
    expect(y).toBeCloseTo(0, 5);
  }
});

test('the map does not turn when the order of the vectors does', () => {
  const points = Array.from({ length: 20 }, (_, i) =>
    Float32Array.of(Math.sin(i), i % 5, Math.cos(3 * i) / 2),
  );
  const forwards = pca(points, 2).coordinates;
  const backwards = pca(points.toReversed(), 2).coordinates.toReversed();
  for (const [at, row] of forwards.entries())
    for (const [axis, value] of row.entries()) expect(backwards[at]![axis]).toBeCloseTo(value, 5);
});

test('two vectors, vectors that are all the same, and more components than there are', () => {
  const two = pca([Float32Array.of(0, 0, 0), Float32Array.of(2, 0, 0)], 4);
  expect(two.coordinates.map((row) => row.length)).toEqual([4, 4]);
  expect(two.explained[0]).toBeCloseTo(1, 10);
  const same = pca([Float32Array.of(1, 2), Float32Array.of(1, 2), Float32Array.of(1, 2)], 2);
  expect([...same.coordinates.flat(), ...same.explained].filter((value) => value !== 0)).toEqual([]);
  expect(() => pca([Float32Array.of(1)], 1)).toThrow('two vectors');
});
