import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const vectors = [
  Float32Array.of(1, 0),
  Float32Array.of(10, 1),
  Float32Array.of(1, 1),
  Float32Array.of(0, 0),
  Float32Array.of(-1, 0),
];

test('cosine looks at directions', () => {
  const near = nearest(vectors, 0, 10, 'cosine');
  expect(near.map(({ index }) => index)).toEqual([1, 2, 3, 4]);
  expect(near[0]!.value).toBeCloseTo(10 / Math.sqrt(101), 6);
  expect(near[2]!.value).toBe(0);
  expect(near[3]!.value).toBe(-1);
});

test('euclidean looks at distances; ties are ordered by index', () => {
  expect(nearest(vectors, 0, 4, 'euclidean').map(({ index, value }) => [index, value])).toEqual([
    [2, 1],
    [3, 1],
    [4, 2],
    [1, Math.sqrt(82)],
  ]);
});

test('no more than k, never the vector itself', () => {
  expect(nearest([...vectors, Float32Array.of(1, 0)], 0, 1, 'cosine')).toEqual([{ index: 5, value: 1 }]);
  expect(() => nearest(vectors, 5, 1, 'cosine')).toThrow('5');
});

test('with the mean subtracted, vectors that share a direction are told apart', () => {
  // All lie along (10, 10); less their mean of (10, 10) they are (1, 0), (0.9, 0.1), (-1, 0), (-0.9, -0.1).
  const along = [
    [11, 10],
    [10.9, 10.1],
    [9, 10],
    [9.1, 9.9],
  ];
  const near = nearest(along, 0, 3, 'centred');
  expect(near.map(({ index }) => index)).toEqual([1, 3, 2]);
  expect(near[0]!.value).toBeCloseTo(0.9 / Math.hypot(0.9, 0.1), 12);
  expect(near[2]!.value).toBeCloseTo(-1, 12);
  expect(nearest(along, 0, 3, 'cosine')[2]!.value).toBeGreaterThan(0.99);
});
