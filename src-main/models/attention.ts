import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Dropout, keepAll, linear, type Parameters, parameter } from './layers.ts';

/** (B, L, H·d) -> (B, H, L, d) */
export function splitHeads(x: Tensor, heads: number): Tensor {
  const [batch, length, width] = x.shape as [number, number, number];
  return tf.transpose(tf.reshape(x, [batch, length, heads, width / heads]), [0, 2, 1, 3]);
}

/** (B, H, L, d) -> (B, L, H·d) */
export function mergeHeads(x: Tensor): Tensor {
  const [batch, heads, length, width] = x.shape as [number, number, number, number];
  return tf.reshape(tf.transpose(x, [0, 2, 1, 3]), [batch, length, heads * width]);
}

/**
 * Softmax over the last axis where `mask` is 1, and exactly 0 elsewhere; where nothing may be attended, all zeros.
 * `mask` broadcasts to `scores`.
 */
export function maskedSoftmax(scores: Tensor, mask: Tensor): Tensor {
  return tf.mul(tf.softmax(tf.add(scores, tf.mul(tf.sub(mask, 1), 1e9))), mask);
}

/** A mask over keys (B, K) as `attend` takes it: (B, 1, 1, K). */
export function perKey(mask: Tensor): Tensor {
  const [batch, keys] = mask.shape as [number, number];
  return tf.reshape(mask, [batch, 1, 1, keys]);
}

export interface Attended {
  /** (B, H, Q, dv) */
  output: Tensor;
  /** (B, H, Q, K): what each query gave each key; a row sums to 1, or to 0 where all keys are masked. */
  weights: Tensor;
}

/**
 * Scaled dot-product attention (Vaswani et al., 2017): softmax(q kᵀ / √d) v.
 *
 * @param q (B, H, Q, d)
 * @param k (B, H, K, d)
 * @param v (B, H, K, dv)
 * @param mask broadcasts to (B, H, Q, K); 1: may be attended
 * @param dropout what becomes of the weights before they average the values; the weights that are returned are whole
 * @param bias is added to the scores; broadcasts to (B, H, Q, K)
 */
export function attend(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  mask: Tensor | null,
  dropout: Dropout = keepAll,
  bias: Tensor | null = null,
): Attended {
  const products = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(q.shape.at(-1)!));
  const scores = bias ? tf.add(products, bias) : products;
  const weights = mask ? maskedSoftmax(scores, mask) : tf.softmax(scores);
  return { output: tf.matMul(dropout(weights), v), weights };
}

/** 1 where query i may see key j, that is j <= i: (Q, K). */
export function causalMask(queries: number, keys: number): Tensor {
  const mask = new Float32Array(queries * keys);
  for (let i = 0; i < queries; i++) mask.fill(1, i * keys, i * keys + Math.min(i + 1, keys));
  return tf.tensor2d(mask, [queries, keys]);
}

export interface AttentionOptions {
  heads: number;
  /** (B, K), 1: a real position; null: all are. */
  mask?: Tensor | null;
  /** A position sees itself and what stands before it only. */
  causal?: boolean;
}

/**
 * Multi-head attention with projections `name.query`, `name.key`, `name.value` and `name.output` (weights (out, in)).
 * Self-attention where `context` is `x`. Widths of x, context, keys and values are free.
 *
 * @param x (B, Q, Dx) queries
 * @param context (B, K, Dz) keys and values
 * @returns output (B, Q, Dout) and weights (B, H, Q, K)
 */
export function multiHeadAttention(
  parameters: Parameters,
  name: string,
  x: Tensor,
  context: Tensor,
  options: AttentionOptions,
): Attended {
  if (x.shape[1] === 1 && !options.causal) {
    const { output, weights } = attendOnce(parameters, name, tf.squeeze(x, [1]), context, options);
    return { output: tf.expandDims(output, 1), weights: tf.expandDims(weights, 2) };
  }
  const q = splitHeads(linear(parameters, `${name}.query`, x), options.heads);
  const k = splitHeads(linear(parameters, `${name}.key`, context), options.heads);
  const v = splitHeads(linear(parameters, `${name}.value`, context), options.heads);
  let mask = options.mask ? perKey(options.mask) : null;
  if (options.causal) {
    const causal = causalMask(x.shape[1]!, context.shape[1]!);
    mask = mask ? tf.mul(mask, causal) : causal;
  }
  const { output, weights } = attend(q, k, v, mask);
  return { output: linear(parameters, `${name}.output`, mergeHeads(output)), weights };
}

export interface AttendedOnce {
  /** (B, Dout) */
  output: Tensor;
  /** (B, H, K): what each head gave each key. */
  weights: Tensor;
}

/**
 * `multiHeadAttention` with one query an example, without projecting the context: with one query it is less to project
 * the query back, since q · (W c) = (Wᵀ q) · c, and to project the average, since Σ w (W c) = W (Σ w c). What is as
 * large as the context is read, never written. The keys' bias adds the same to all scores of a query, so it falls out.
 *
 * @param x (B, Dx) queries
 * @param context (B, K, Dz)
 * @param options.shifts (n, D): row i is added to the keys and the values of the i-th of n equal parts of K
 */
export function attendOnce(
  parameters: Parameters,
  name: string,
  x: Tensor,
  context: Tensor,
  { heads, mask = null, shifts = null }: { heads: number; mask?: Tensor | null; shifts?: Tensor | null },
): AttendedOnce {
  const [batch, keys, wide] = context.shape as [number, number, number];
  const query = linear(parameters, `${name}.query`, x);
  const [toKeys, toValues] = (['key', 'value'] as const).map((part) => {
    const weight = parameter(parameters, `${name}.${part}.weight`);
    return tf.reshape(weight, [heads, weight.shape[0] / heads, wide]);
  });
  // Head by head, all examples at once: (H, B, d)
  const queries = byHead(tf.mul(query, 1 / Math.sqrt(query.shape[1]! / heads)), heads);
  const back = tf.transpose(tf.matMul(queries, toKeys!), [1, 0, 2]);
  const parts = shifts?.shape[0] ?? 1;
  const byPart = [batch, heads, parts, keys / parts];
  let scores = tf.matMul(back, context, false, true);
  if (shifts) {
    const perHead = tf.transpose(byHead(shifts, heads), [0, 2, 1]);
    const shift = tf.reshape(tf.transpose(tf.matMul(queries, perHead), [1, 0, 2]), [batch, heads, parts, 1]);
    scores = tf.reshape(tf.add(tf.reshape(scores, byPart), shift), [batch, heads, keys]);
  }
  const weights = mask ? maskedSoftmax(scores, tf.expandDims(mask, 1)) : tf.softmax(scores);
  const averages = tf.transpose(tf.matMul(weights, context), [1, 0, 2]);
  let values = tf.matMul(averages, toValues!, false, true);
  const bias = parameters[`${name}.value.bias`];
  if (bias) {
    const sums = tf.reshape(tf.transpose(tf.sum(weights, -1)), [heads, batch, 1]);
    values = tf.add(values, tf.mul(sums, tf.reshape(bias, [heads, 1, -1])));
  }
  if (shifts) {
    const shares = tf.transpose(tf.sum(tf.reshape(weights, byPart), -1), [1, 0, 2]);
    values = tf.add(values, tf.matMul(shares, byHead(shifts, heads)));
  }
  const merged = tf.reshape(tf.transpose(values, [1, 0, 2]), [batch, -1]);
  return { output: linear(parameters, `${name}.output`, merged), weights };
}

/** (N, H·d) -> (H, N, d) */
function byHead(x: Tensor, heads: number): Tensor {
  return tf.transpose(tf.reshape(x, [x.shape[0], heads, -1]), [1, 0, 2]);
}
