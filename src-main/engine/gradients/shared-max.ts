import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig } from '@tensorflow/tfjs-core';
import { numbersIn, single } from './gradient.ts';

/**
 * Equal largest values share the gradient of a maximum over axes, as in PyTorch's `amax`. TensorFlow.js gives each of
 * them the whole: where a word stands twice in a text, its gradients would sum up to twice the slope.
 */
const sharedMax: GradConfig = {
  kernelName: 'Max',
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [x, y], attributes) => ({
    x: () => {
      const axes = tf.util.parseAxisParam(numbersIn(attributes['reductionIndices']), x!.shape);
      const kept = x!.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
      const largest = tf.cast(tf.equal(x!, tf.reshape(y!, kept)), 'float32');
      const shares = tf.div(largest, tf.sum(largest, axes, true));
      return tf.mul(shares, tf.reshape(single(dy), kept));
    },
  }),
};

/** Runs `body`, which must not wait for anything, with shared gradients of maxima. */
export function withSharedMax<T>(body: () => T): T {
  const before = tf.getGradient('Max');
  tf.registerGradient(sharedMax);
  try {
    return body();
  } finally {
    tf.registerGradient(before);
  }
}
