import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { single, summedTo } from './gradient.ts';

/** A function of two tensors that broadcast, by its slopes times what comes back. */
function ofTwo(
  kernelName: string,
  slopes: (dy: Tensor, a: Tensor, b: Tensor) => { a: () => Tensor; b: () => Tensor },
): GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = [saved[0]!, saved[1]!];
      const slope = slopes(single(dy), a, b);
      return { a: () => summedTo(slope.a(), a), b: () => summedTo(slope.b(), b) };
    },
  };
}

function where(condition: Tensor, dy: Tensor): Tensor {
  return tf.mul(dy, tf.cast(condition, 'float32'));
}

function flat(kernelName: string): GradConfig {
  return {
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (_, [a, b]) => ({ a: () => tf.zeros(a!.shape), b: () => tf.zeros(b!.shape) }),
  };
}

export const arithmeticGradients: GradConfig[] = [
  // TensorFlow.js forgets to sum over axes along which one of the two was repeated. Of equals, a takes all.
  ofTwo(tf.Maximum, (dy, a, b) => ({
    a: () => where(tf.greaterEqual(a, b), dy),
    b: () => where(tf.less(a, b), dy),
  })),
  ofTwo(tf.Minimum, (dy, a, b) => ({
    a: () => where(tf.lessEqual(a, b), dy),
    b: () => where(tf.greater(a, b), dy),
  })),
  ofTwo(tf.SquaredDifference, (dy, a, b) => ({
    a: () => tf.mul(dy, tf.mul(2, tf.sub(a, b))),
    b: () => tf.mul(dy, tf.mul(2, tf.sub(b, a))),
  })),
  // Comparisons and whole numbers are flat wherever they have a gradient at all.
  ...[tf.Equal, tf.NotEqual, tf.Greater, tf.GreaterEqual, tf.Less, tf.LessEqual].map(flat),
  ...[tf.LogicalAnd, tf.LogicalOr, tf.FloorDiv, tf.BitwiseAnd].map(flat),
  {
    kernelName: tf.LogicalNot,
    inputsToSave: ['x'],
    gradFunc: (_, [x]) => ({ x: () => tf.zeros(x!.shape) }),
  },
  {
    // TensorFlow.js passes on what comes back to whole numbers too.
    kernelName: tf.Cast,
    gradFunc: (dy, _, { dtype }) => ({
      x: () => (dtype === 'float32' ? tf.clone(single(dy)) : tf.zeros(single(dy).shape)),
    }),
  },
];
