import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BertConfig, Pooling } from './bert-config.ts';
import { type Dropout, keepAll, linear, maskedMax, maskedMean, type Parameters } from './layers.ts';

/** What vectors are divided by at least when they are scaled to length 1, as by `torch.nn.functional.normalize`. */
const shortest = 1e-12;

type Mode = Pooling['mode'];

/**
 * One vector a text, as the checkpoint says: hidden (B, L, D), mask (B, L) -> (B, D).
 * @param dropout of a classifier that is being trained, before the pooler of the families that have it there
 */
export function poolHidden(
  parameters: Parameters,
  hidden: Tensor,
  mask: Tensor,
  config: BertConfig,
  dropout: Dropout = keepAll,
): Tensor {
  const modes: Record<Mode, () => Tensor> = {
    pooler: () => {
      const first = firstToken(hidden);
      const read = linear(parameters, 'bert.pooler.dense', config.pooler_dropout ? dropout(first) : first);
      return config.pooler_act === 'relu' ? tf.relu(read) : tf.tanh(read);
    },
    cls: () => firstToken(hidden),
    mean: () => maskedMean(hidden, mask),
    max: () => maskedMax(hidden, mask),
  };
  const pooled = modes[config.pooling.mode]();
  return config.pooling.normalize ? unitLength(pooled) : pooled;
}

/** (B, L, D) -> (B, D) */
function firstToken(hidden: Tensor): Tensor {
  const [batch, , width] = hidden.shape as [number, number, number];
  return tf.reshape(tf.slice(hidden, [0, 0, 0], [batch, 1, width]), [batch, width]);
}

/** x / |x| over the last axis. */
function unitLength(x: Tensor): Tensor {
  // The root is taken of no 0, where it has no gradient: rows that only fill a batch up may be all zeros.
  const squared = tf.maximum(tf.sum(tf.square(x), -1, true), shortest ** 2);
  return tf.div(x, tf.sqrt(squared));
}

/**
 * What the positions that a text is read from gave each token: (B, H, L, L) of a layer -> (B, H, L). For the first token
 * alone its row, else the mean of the rows of the real tokens.
 */
export function givenByRead(weights: Tensor, mask: Tensor, { mode }: Pooling): Tensor {
  const [texts, heads, , length] = weights.shape as [number, number, number, number];
  if (mode === 'pooler' || mode === 'cls') {
    return tf.reshape(tf.slice(weights, [0, 0, 0, 0], [texts, heads, 1, length]), [texts, heads, length]);
  }
  const share = tf.div(mask, tf.maximum(tf.sum(mask, -1, true), 1));
  return tf.sum(tf.mul(weights, tf.reshape(share, [texts, 1, length, 1])), 2);
}
