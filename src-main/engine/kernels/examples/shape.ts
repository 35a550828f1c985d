import * as tf from '@tensorflow/tfjs-core';
import { flags, floats, ints } from '../values.ts';
import { example, type KernelExample } from './example.ts';

// The linter takes tf.fill for the method of arrays.
const filled = tf.fill;

const numbered = (tensors: readonly tf.Tensor[]) =>
  Object.fromEntries(tensors.map((tensor, i) => [`part${i}`, tensor]));

export const shape: readonly KernelExample[] = [
  example('Reshape', { x: floats([2, 3, 4]) }, ({ x }) => ({ y: tf.reshape(x, [4, -1]) })),
  example('ExpandDims', { x: floats([2, 3]) }, ({ x }) => ({
    y: tf.expandDims(x, 1),
    last: tf.expandDims(x, -1),
  })),
  example('Transpose', { x: floats([2, 3, 4]) }, ({ x }) => ({ y: tf.transpose(x, [2, 0, 1]) })),
  example('Transpose', { x: ints([2, 3]) }, ({ x }) => ({ y: tf.transpose(x) })),
  example('Slice', { x: floats([3, 4, 5]) }, ({ x }) => ({ y: tf.slice(x, [1, 0, 2], [2, 3, -1]) })),
  example('StridedSlice', { x: floats([5, 6, 3]) }, ({ x }) => ({
    up: tf.stridedSlice(x, [1, 0, 0], [5, 6, 3], [2, 3, 1]),
    down: tf.stridedSlice(x, [4, 5, 0], [0, 0, 3], [-1, -2, 1]),
    shrunk: tf.stridedSlice(x, [1, 0, 0], [2, 6, 3], [1, 1, 1], 0, 0, 0, 0, 1),
  })),
  example('Concat', { a: floats([2, 3]), b: floats([2, 2], 2) }, ({ a, b }) => ({
    y: tf.concat([a, b, a], 1),
  })),
  example('Concat', { a: ints([2, 3]), b: ints([1, 3], 2) }, ({ a, b }) => ({ y: tf.concat([a, b], 0) })),
  example('Pack', { x: floats([2, 3]), y: floats([2, 3], 2) }, ({ x, y }) => ({
    first: tf.stack([x, y]),
    last: tf.stack([x, y], -1),
  })),
  example('Unpack', { x: floats([2, 3, 2]) }, ({ x }) => numbered(tf.unstack(x, 1))),
  // More tensors than a WebGPU shader may bind.
  example('SplitV', { x: floats([64, 3]) }, ({ x }) => ({ y: tf.concat(tf.split(x, 64).toReversed()) })),
  example('Unpack', { x: floats([2, 33]) }, ({ x }) => ({ y: tf.stack(tf.unstack(x, 1).toReversed(), 1) })),
  example('SplitV', { x: floats([2, 6]) }, ({ x }) =>
    numbered([...tf.split(x, 3, 1), ...tf.split(x, [1, 3, 2], 1)]),
  ),
  example('PadV2', { x: floats([2, 3]) }, ({ x }) => ({
    y: tf.pad(
      x,
      [
        [1, 0],
        [0, 2],
      ],
      0.5,
    ),
  })),
  example('PadV2', { x: ints([3]) }, ({ x }) => ({ y: tf.pad(x, [[1, 2]], 7) })),
  example('MirrorPad', { x: floats([3, 4]) }, ({ x }) => ({
    reflected: tf.mirrorPad(
      x,
      [
        [2, 1],
        [0, 3],
      ],
      'reflect',
    ),
    symmetric: tf.mirrorPad(
      x,
      [
        [2, 1],
        [0, 3],
      ],
      'symmetric',
    ),
  })),
  example('Diag', { x: floats([2, 2]) }, ({ x }) => ({ y: tf.diag(x) })),
  example('Tile', { x: floats([2, 3]) }, ({ x }) => ({ y: tf.tile(x, [2, 3]) })),
  example('Tile', { x: floats([2, 1, 3]), y: floats([2, 4, 3], 2) }, ({ x, y }) => ({
    repeated: tf.tile(x, [1, 4, 1]),
    added: tf.add(tf.tile(x, [1, 4, 1]), y),
  })),
  example('Reverse', { x: floats([2, 3, 4]) }, ({ x }) => ({ y: tf.reverse(x, [0, 2]) })),
  example('Fill', { x: floats([2, 3]) }, ({ x }) => ({
    y: tf.add(x, filled([2, 3], 7)),
    whole: filled([9, 9], 3),
  })),
  example('Range', { x: floats([2, 3]) }, ({ x }) => ({
    y: tf.add(x, tf.range(0, 3)),
    ints: tf.range(9, 2, -3, 'int32'),
  })),
  example('LinSpace', { x: floats([5]) }, ({ x }) => ({ y: tf.add(x, tf.linspace(1, 2, 5)) })),
  example('Identity', { x: flags([2, 3]) }, ({ x }) => ({ y: tf.clone(x) })),
];
