import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { maskedSoftmax } from './attention.ts';
import { type InitialParameters, linearLayer } from './initial.ts';
import { linear, maskedMean, type Parameters } from './layers.ts';

export interface PoolingOptions {
  heads: number;
  /**
   * soft: softmax over the positions; hard: the position of the highest score alone, with the gradient of soft
   * (straight-through, Bengio et al., 2013); local: soft, times a bell around a learned centre (Luong et al., 2015).
   */
  kind: 'soft' | 'hard' | 'local';
  /** Standard deviation of the bell, in positions. */
  localWidth: number;
}

/** `name` scores positions of width D for each head; local attention also learns where each head looks. */
export function poolingLayer(
  random: Random,
  name: string,
  width: number,
  { heads, kind }: PoolingOptions,
): InitialParameters {
  return {
    ...linearLayer(random, `${name}.scores`, width, heads),
    ...(kind === 'local' && linearLayer(random, `${name}.centre`, width, heads)),
  };
}

/**
 * Averages of positions by learned attention: x (N, L, D), mask (N, L) -> averages (N, H, D) and weights (N, H, L),
 * which are 0 at padding.
 */
export function pool(
  parameters: Parameters,
  name: string,
  x: Tensor,
  mask: Tensor,
  options: PoolingOptions,
): { averages: Tensor; weights: Tensor } {
  const scores = tf.transpose(linear(parameters, `${name}.scores`, x), [0, 2, 1]);
  const soft = maskedSoftmax(scores, tf.expandDims(mask, 1));
  const weights = weightsOf(parameters, name, x, mask, soft, options);
  return { averages: tf.matMul(weights, x), weights };
}

function weightsOf(
  parameters: Parameters,
  name: string,
  x: Tensor,
  mask: Tensor,
  soft: Tensor,
  { kind, localWidth }: PoolingOptions,
): Tensor {
  if (kind === 'soft') return soft;
  if (kind === 'hard') return tf.mul(straightThrough(soft), tf.expandDims(mask, 1));
  const [texts, length] = mask.shape as [number, number];
  const lengths = tf.sum(mask, 1, true);
  const centre = tf.mul(tf.sigmoid(linear(parameters, `${name}.centre`, maskedMean(x, mask))), lengths);
  const positions = tf.reshape(tf.range(0, length), [1, 1, length]);
  const distance = tf.div(tf.sub(positions, tf.reshape(centre, [texts, -1, 1])), localWidth);
  const near = tf.mul(soft, tf.exp(tf.mul(tf.square(distance), -0.5)));
  return tf.div(near, tf.add(tf.sum(near, -1, true), 1e-9));
}

/** 1 at the largest weight of the last axis, the first of equals, and 0 elsewhere; the gradient is passed on as it is. */
function straightThrough(soft: Tensor): Tensor {
  const choose = tf.customGrad((weights) => {
    const given = weights as Tensor;
    const value = tf.cast(tf.oneHot(tf.argMax(given, -1), given.shape.at(-1)!), 'float32');
    return { value, gradFunc: (dy: Tensor) => dy };
  });
  return choose(soft);
}
