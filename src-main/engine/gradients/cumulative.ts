import * as tf from '@tensorflow/tfjs-core';
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import { numbersIn, single } from './gradient.ts';

/** `x` moved by `count` places along an axis, upwards or downwards; `fill` comes in, what passes the end is lost. */
function moved(x: Tensor, axis: number, count: number, up: boolean, fill: 0 | 1): Tensor {
  const size = x.shape[axis]!;
  const border = x.shape.with(axis, count);
  const begin = x.shape.map((_, i) => (i === axis && !up ? count : 0));
  const kept = tf.slice(x, begin, x.shape.with(axis, size - count));
  const filled = fill === 1 ? tf.ones(border) : tf.zeros(border);
  return tf.concat(up ? [filled, kept] : [kept, filled], axis);
}

/**
 * Back through the stages in which the cumulative product is computed, each of which is the product of the one before
 * with itself, moved by 1, 2, 4, ... places: a zero among the factors spoils nothing.
 */
function productGradient(dy: Tensor, x: Tensor, axis: number, exclusive: boolean, up: boolean): Tensor {
  const size = x.shape[axis]!;
  if (size === 0) return tf.zeros(x.shape);
  const counts: number[] = [];
  for (let count = 1; count < size; count *= 2) counts.push(count);
  const stages = [exclusive ? moved(x, axis, 1, up, 1) : x];
  for (const count of counts) stages.push(tf.mul(stages.at(-1)!, moved(stages.at(-1)!, axis, count, up, 1)));
  const start = counts.reduceRight<Tensor>((back, count, i) => {
    const stage = stages[i]!;
    const direct = tf.mul(back, moved(stage, axis, count, up, 1));
    return tf.add(direct, moved(tf.mul(back, stage), axis, count, !up, 0));
  }, dy);
  return exclusive ? moved(start, axis, 1, !up, 0) : start;
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
      x: () =>
        productGradient(single(dy), saved[0]!, numbersIn(axis)[0]!, exclusive === true, reverse !== true),
    }),
  },
];
