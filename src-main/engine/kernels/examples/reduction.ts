import * as tf from '@tensorflow/tfjs-core';
import { float32, int32 } from '../../host.ts';
import { flags, floats, ints } from '../values.ts';
import { example, type KernelExample } from './example.ts';

type Reduce = (x: tf.Tensor, axis?: number | number[], keepDims?: boolean) => tf.Tensor;

const ofNumbers: [string, Reduce][] = [
  ['Sum', tf.sum],
  ['Mean', tf.mean],
  ['Max', tf.max],
  ['Min', tf.min],
  ['Prod', tf.prod],
];
const ofFlags: [string, Reduce][] = [
  ['All', tf.all],
  ['Any', tf.any],
];

const axes = (reduce: Reduce) => ({
  last: (x: tf.Tensor) => reduce(x, -1),
  first: (x: tf.Tensor) => reduce(x, 0, true),
  outer: (x: tf.Tensor) => reduce(x, [0, 2]),
  every: (x: tf.Tensor) => reduce(x),
});

const everyWay =
  (reduce: Reduce) =>
  ({ x }: { x: tf.Tensor }) =>
    Object.fromEntries(Object.entries(axes(reduce)).map(([name, f]) => [name, f(x)]));

export const reduction: readonly KernelExample[] = [
  ...ofNumbers.map(([kernel, f]) => example(kernel, { x: floats([2, 3, 4]) }, everyWay(f))),
  ...ofNumbers.map(([kernel, f]) => example(kernel, { x: ints([2, 3, 4], 1, 1, 2) }, everyWay(f))),
  ...ofFlags.map(([kernel, f]) => example(kernel, { x: flags([2, 3, 4]) }, everyWay(f))),
  // Added in groups, for its length.
  example('Sum', { x: floats([1024, 3]) }, ({ x }) => ({ y: tf.sum(x, 0) }), 1e-4),
  example('ArgMax', { x: ints([3, 4, 5], 1, 0, 3) }, ({ x }) => ({
    y: tf.argMax(x, 1),
    last: tf.argMax(x, -1),
  })),
  example('ArgMax', { x: floats([3, 4]) }, ({ x }) => ({ y: tf.argMax(x, 1) })),
  example('ArgMin', { x: ints([3, 4, 5], 1, 0, 3) }, ({ x }) => ({
    y: tf.argMin(x, 1),
    last: tf.argMin(x, -1),
  })),
  example('ArgMin', { x: floats([3, 4]) }, ({ x }) => ({ y: tf.argMin(x, 1) })),
  example('Cumsum', { x: floats([3, 4]) }, ({ x }) => ({
    plain: tf.cumsum(x, 1),
    before: tf.cumsum(x, 0, true),
    back: tf.cumsum(x, 1, false, true),
  })),
  example('Cumsum', { x: ints([3, 4]) }, ({ x }) => ({ y: tf.cumsum(x, 1, true, true) })),
  example('Cumprod', { x: floats([3, 5]) }, ({ x }) => ({
    plain: tf.cumprod(x, 1),
    before: tf.cumprod(x, 0, true),
    back: tf.cumprod(x, 1, false, true),
  })),
  example('Cumprod', { x: ints([3, 4]) }, ({ x }) => ({ y: tf.cumprod(x, 1, true, true) })),
  example('Bincount', { n: int32([6], [0, 2, 2, 1, 5, 2]), w: floats([6]) }, ({ n, w }) => ({
    y: tf.bincount(n as tf.Tensor1D, w as tf.Tensor1D, 4),
  })),
  example('DenseBincount', { n: int32([2, 4], [0, 2, 2, 1, 3, 3, 5, 0]), w: floats([2, 4]) }, ({ n, w }) => ({
    y: tf.denseBincount(n as tf.Tensor2D, w as tf.Tensor2D, 4),
    found: tf.denseBincount(n as tf.Tensor2D, w as tf.Tensor2D, 4, true),
  })),
  example(
    'SearchSorted',
    { row: float32([4], [-1, 0, 0, 2]), x: float32([5], [-2, 0, 1, 2, 3]) },
    ({ row, x }) => ({
      lower: tf.searchSorted(row, x, 'left'),
      upper: tf.searchSorted(row, x, 'right'),
    }),
  ),
  example('Softmax', { x: floats([2, 3, 4], 1, -40, 40) }, ({ x }) => ({ y: tf.softmax(x) })),
  example('TopK', { x: floats([3, 5]) }, ({ x }) => {
    const { values, indices } = tf.topk(x, 3);
    return { values, indices };
  }),
  example('TopK', { x: ints([3, 5], 2, 0, 2) }, ({ x }) => {
    const { values, indices } = tf.topk(x, 2);
    return { values, indices };
  }),
];
