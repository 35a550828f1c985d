import * as tf from '@tensorflow/tfjs-core';
import { int32, scalar } from '../../host.ts';
import { floats, ints } from '../values.ts';
import { example, type KernelExample } from './example.ts';

const places = int32([3, 2], [0, 1, 2, 3, 1, 0]);

export const gather: readonly KernelExample[] = [
  example('GatherV2', { x: floats([4, 3]), i: ints([2, 3], 1, 0, 3) }, ({ x, i }) => ({
    y: tf.gather(x, i),
  })),
  example('GatherV2', { x: floats([3, 4, 2]), i: ints([5], 1, 0, 3) }, ({ x, i }) => ({
    y: tf.gather(x, i, 1),
  })),
  example('GatherV2', { x: floats([2, 3, 4]), i: ints([2, 2], 1, 0, 2) }, ({ x, i }) => ({
    y: tf.gather(x, i, 1, 1),
    later: tf.gather(x, i, 2, 1),
  })),
  example('GatherNd', { x: floats([3, 4, 2]), i: places }, ({ x, i }) => ({ y: tf.gatherND(x, i) })),
  example('ScatterNd', { i: places, u: floats([3, 2]) }, ({ i, u }) => ({
    y: tf.scatterND(i, u, [3, 4, 2]),
  })),
  example('ScatterNd', { i: int32([4, 1], [1, 0, 1, 1]), u: floats([4, 2]) }, ({ i, u }) => ({
    y: tf.scatterND(i, u, [3, 2]),
  })),
  example('TensorScatterUpdate', { x: floats([3, 4]), i: places, u: floats([3], 2) }, ({ x, i, u }) => ({
    y: tf.tensorScatterUpdate(x, i, u),
  })),
  example('SparseToDense', { i: places, v: floats([3]), other: scalar(0.5) }, ({ i, v, other }) => ({
    y: tf.sparseToDense(i, v, [3, 4], other as tf.Scalar),
    zeros: tf.sparseToDense(i, v, [3, 4]),
  })),
  example('UnsortedSegmentSum', { x: floats([6, 2]), i: int32([6], [1, 0, 1, 3, 3, 3]) }, ({ x, i }) => ({
    y: tf.unsortedSegmentSum(x, i as tf.Tensor1D, 4),
  })),
  example('OneHot', { i: int32([2, 3], [0, 1, 2, -1, 3, 2]) }, ({ i }) => ({
    y: tf.oneHot(i, 3),
    scaled: tf.oneHot(i, 3, 2, -1, 'float32'),
  })),
];
