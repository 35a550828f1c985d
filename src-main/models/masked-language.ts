/** Masked language modelling (Devlin et al., 2019): tokens of a text are hidden, and predicted from the rest. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { activation } from './bert-activation.ts';
import type { BertConfig } from './bert-config.ts';
import { wordEmbeddings } from './bert-parameters.ts';
import { bertDropout, encodeBert } from './bert.ts';
import {
  crossEntropy,
  type Dropout,
  keepAll,
  layerNorm,
  linear,
  type Parameters,
  parameter,
} from './layers.ts';

/** Texts in which tokens are hidden. */
export interface MaskedBatch {
  /** (B, L) int32, as the encoder reads them */
  tokens: Tensor;
  /** (B, L) float32, 1: a real token */
  mask: Tensor;
  /** (P) int32: which tokens are predicted, as rows of (B L, D) */
  places: Tensor;
  /** (P) int32: what they are */
  labels: Tensor;
  /** (P) float32, 0: the place fills the batch up */
  weights: Tensor;
}

/**
 * The scores (P, V) of all tokens at the places that are predicted, as the class `ForMaskedLM` of each family gives them:
 * a layer, an activation, a normalisation, and the table of token vectors with a bias.
 */
export function maskedLogits(
  parameters: Parameters,
  { tokens, mask, places }: Omit<MaskedBatch, 'labels' | 'weights'>,
  config: BertConfig,
  dropout: Dropout = keepAll,
): Tensor {
  const types = tf.zeros(tokens.shape, 'int32');
  const { hidden } = encodeBert(
    parameters,
    { tokens, types, mask },
    config,
    bertDropout(config, { dropout }),
  );
  const read = tf.gather(tf.reshape(hidden, [-1, config.hidden_size]), places);
  // RoBERTa's and MPNet's head has this activation whatever the encoder has.
  const own = config.family === 'bert' || config.family === 'distilbert';
  const inner = activation(own ? config.hidden_act : 'gelu', linear(parameters, 'lm.dense', read));
  const x = layerNorm(parameters, 'lm.LayerNorm', inner, config.layer_norm_eps);
  const scores = tf.matMul(x, parameter(parameters, wordEmbeddings), false, true);
  return tf.add(scores, parameter(parameters, 'lm.bias'));
}

/** The mean cross entropy of the tokens that are predicted. */
export function maskedLoss(
  parameters: Parameters,
  batch: MaskedBatch,
  config: BertConfig,
  dropout: Dropout = keepAll,
): Tensor {
  const logits = maskedLogits(parameters, batch, config, dropout);
  return crossEntropy(logits, batch.labels, batch.weights);
}

/** Sums over the tokens that are predicted: their cross entropy, and how many have the highest score. */
export function maskedSums(
  parameters: Parameters,
  batch: MaskedBatch,
  config: BertConfig,
): { loss: Tensor; hits: Tensor } {
  const logits = maskedLogits(parameters, batch, config);
  const isRight = tf.equal(tf.cast(tf.argMax(logits, -1), 'int32'), batch.labels);
  return {
    loss: tf.mul(crossEntropy(logits, batch.labels, batch.weights), tf.sum(batch.weights)),
    hits: tf.sum(tf.mul(tf.cast(isRight, 'float32'), batch.weights)),
  };
}
