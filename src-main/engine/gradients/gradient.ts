import * as tf from '@tensorflow/tfjs-core';
import type { NamedAttrMap, Tensor } from '@tensorflow/tfjs-core';

/** What comes back to a kernel with one result. */
export function single(dy: Tensor | Tensor[]): Tensor {
  if (Array.isArray(dy)) throw new TypeError('one gradient was expected');
  return dy;
}

/** Sums over the axes along which `like` was repeated. */
export function summedTo(x: Tensor, like: Tensor): Tensor {
  const axes = tf.broadcast_util.getReductionAxes(like.shape, x.shape);
  return axes.length === 0 ? x : tf.reshape(tf.sum(x, axes), like.shape);
}

/** An attribute that is a number or a list of numbers. */
export function numbersIn(value: NamedAttrMap[string] | undefined): number[] {
  const numbers = Array.isArray(value) ? value : [value];
  return numbers.filter((number) => typeof number === 'number');
}
