import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Parameters, parameter } from './layers.ts';

/** The table of shifts (buckets, H). */
export const relativeAttentionBias = 'bert.encoder.relative_attention_bias.weight';

/** Distances from this one on share a bucket. */
const farthest = 128;

/**
 * The bucket of each distance between a query and a key (T5; Raffel et al., 2020, as MPNet has it): half of the buckets for
 * keys behind the query, half for the others; of each half, one bucket for each short distance, and ranges that grow as
 * logarithms for the longer ones.
 * @returns (L · L) rows of the table, query by query
 */
export function distanceBuckets(length: number, buckets: number): Int32Array {
  const half = buckets / 2;
  const exact = Math.floor(half / 2);
  const ofDistance = Array.from({ length }, (_, distance) => {
    if (distance < exact) return distance;
    // In single precision, as PyTorch computes it: its roundings decide at the limits of ranges.
    const logarithm = Math.fround(Math.log(Math.fround(distance / exact)));
    const share = Math.fround(logarithm / Math.fround(Math.log(farthest / exact)));
    return Math.min(exact + Math.trunc(Math.fround(share * (half - exact))), half - 1);
  });
  return Int32Array.from({ length: length * length }, (_, i) => {
    const [query, key] = [Math.floor(i / length), i % length];
    return ofDistance[Math.abs(key - query)]! + (key > query ? half : 0);
  });
}

/** What is added to the scores of attention, the same in every layer and text: (1, H, L, L). */
export function relativeBias(parameters: Parameters, length: number): Tensor {
  const table = parameter(parameters, relativeAttentionBias);
  const [buckets, heads] = table.shape as [number, number];
  const rows = tf.gather(table, tf.tensor1d(distanceBuckets(length, buckets), 'int32'));
  return tf.reshape(tf.transpose(rows, [1, 0]), [1, heads, length, length]);
}
