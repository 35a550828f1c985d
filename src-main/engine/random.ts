import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

import { sizeOf } from './host.ts';
import type { HostTensor } from './types.ts';

/*
 * Dropout by a stateless generator inside the graph. A mask over rows i and columns j is
 *
 *     keep(i, j)  =  frac(a(i) b(j) + a'(i) b'(j)) < 1 - rate
 *
 * where a, a' are fractions with 11 bits and b, b' integers of 11 bits: for fixed keys b this is the
 * multiply-shift family (Dietzfelbinger et al., 1997), whose values are pairwise independent to good measure,
 * and the keys themselves are drawn anew in every step. All sums and products fit the 24 bits of a float32
 * without rounding, so every device computes the same mask.
 */
const fractionBits = 11;
const scale = 2 ** fractionBits;

/** A well-mixed 32-bit number (the finaliser of MurmurHash3, by A. Appleby). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function hash(...words: number[]): number {
  let h = 0x9e3779b9;
  for (const word of words) h = mix(h ^ mix(word + 0x7f4a7c15));
  return h;
}

/** Signature of the keys that a program with dropout takes as an input. */
export const dropoutKeysSpec = { shape: [4], dtype: 'float32' } as const;

/** The randomness of one step: four odd numbers of 12 bits, float32 (4). */
export function dropoutKeys(seed: number, step: number): HostTensor {
  const keys = Float32Array.from({ length: 4 }, (_, i) => (hash(seed, step, i) >>> 21) * 2 + 1);
  return { shape: [4], dtype: 'float32', data: keys };
}

/** Fixed fractions, one a row: what the step's keys are multiplied with. */
function fractions(count: number, salt: number, lane: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => (hash(salt, lane, i) >>> (32 - fractionBits)) / scale,
  );
}

/** frac(k x + l y): exact, since k and l have 12 bits and x and y 11. */
function keyed(count: number, salt: number, lane: number, k: Tensor, l: Tensor): Tensor {
  const x = tf.tensor1d(fractions(count, salt, lane));
  const y = tf.tensor1d(fractions(count, salt, lane + 1));
  const sum = tf.add(tf.mul(x, k), tf.mul(y, l));
  return tf.sub(sum, tf.floor(sum));
}

/**
 * A mask of the given shape: 0 with probability `rate`, else 1 / (1 - rate), so that the expected value of what
 * it multiplies stays. The rate is rounded to a multiple of 1/2048.
 *
 * @param keys what `dropoutKeys` gives, as an input of the program
 * @param salt another number gives another, unrelated mask
 */
export function dropoutMask(shape: readonly number[], rate: number, keys: Tensor, salt: number): Tensor {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`a dropout rate lies in [0, 1), not ${rate}`);
  const columns = shape.at(-1) ?? 1;
  const rows = sizeOf(shape) / Math.max(columns, 1);
  const [k, l, m, n] = tf.split(keys, 4);
  const keep = Math.max(1, Math.round((1 - rate) * scale)) / scale;
  const row = (lane: number, first: Tensor, second: Tensor) =>
    tf.reshape(keyed(rows, salt, lane, first, second), [rows, 1]);
  const column = (lane: number, first: Tensor, second: Tensor) =>
    tf.reshape(tf.mul(keyed(columns, salt, lane, first, second), scale), [1, columns]);
  const sum = tf.add(tf.mul(row(0, k!, l!), column(4, m!, n!)), tf.mul(row(2, l!, m!), column(6, n!, k!)));
  const kept = tf.less(tf.sub(sum, tf.floor(sum)), keep);
  return tf.reshape(tf.mul(tf.cast(kept, 'float32'), 1 / keep), [...shape]);
}

/** Sets elements to 0 with probability `rate` and scales the others. */
export function dropout(x: Tensor, rate: number, keys: Tensor, salt: number): Tensor {
  return rate === 0 ? x : tf.mul(x, dropoutMask(x.shape, rate, keys, salt));
}
