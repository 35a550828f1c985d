import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { numbersIn, single } from './gradient.ts';

/** `x` moved by `count` places along an axis, upwards or downwards; ones come in, what passes the end is lost. */
function moved(x: Tensor, axis: number, count: number, up: boolean): Tensor {
  const size = x.shape[axis]!;
  const ones = tf.ones(x.shape.with(axis, count));
  const begin = x.shape.map((_, i) => (i === axis && !up ? count : 0));
  const kept = tf.slice(x, begin, x.shape.with(axis, size - count));
  return tf.concat(up ? [ones, kept] : [kept, ones], axis);
}

/** The cumulative product in steps that have gradients, and that no zero among the factors spoils. */
function products(x: Tensor, axis: number, exclusive: boolean, reverse: boolean): Tensor {
  let product = exclusive && x.shape[axis]! > 0 ? moved(x, axis, 1, !reverse) : x;
  for (let count = 1; count < x.shape[axis]!; count *= 2) {
    product = tf.mul(product, moved(product, axis, count, !reverse));
  }
  return product;
}

export const cumulativeGradients: GradConfig[] = [
  {
    // TensorFlow.js's own swaps axes where the last one is not summed.
    kernelName: tf.Cumsum,
    gradFunc: (dy, _, { axis, exclusive, reverse }) => ({
      x: () => tf.cumsum(single(dy), numbersIn(axis)[0], exclusive === true, reverse !== true),
    }),
  },
  {
    kernelName: tf.Cumprod,
    inputsToSave: ['x'],
    gradFunc: (dy, saved, { axis, exclusive, reverse }) => ({
      x: () => {
        const place = numbersIn(axis)[0]!;
        return tf.grad((x) => products(x, place, exclusive === true, reverse === true))(
          saved[0]!,
          single(dy),
        );
      },
    }),
  },
];
