import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { multiHeadAttention } from './attention.ts';
import { type InitialParameters, linearLayer, normal, normLayer } from './initial.ts';
import {
  type Dropout,
  layerNorm,
  linear,
  maskedMax,
  maskedMean,
  type Parameters,
  parameter,
} from './layers.ts';
import { wordRows } from './word-rows.ts';

/** Texts as word ids with their mask, each distinct text of a batch once. */
export interface TextBatch {
  /** (U, L) rows of the table `words` */
  tokens: Tensor;
  /** (U, L), 1: a real token */
  mask: Tensor;
}

export interface WordEncoderOptions {
  width: number;
  heads: number;
  /** Transformer blocks over the word vectors; 0: the word vectors themselves. */
  layers: number;
  maxTokens: number;
}

export interface EncodedTexts {
  /** (U, L, D) */
  tokens: Tensor;
  /** (U, 2D): mean and largest value over the real tokens */
  text: Tensor;
}

/** Rows of the word table: small, so that unseen words count for little; row 0 is padding. */
export function wordTable(random: Random, size: number, width: number) {
  const table = normal(random, 0.1, size, width);
  table.data.fill(0, 0, width);
  return table;
}

export function initWordEncoder(random: Random, options: WordEncoderOptions): InitialParameters {
  const { width, layers } = options;
  const parameters: InitialParameters =
    layers > 0 ? { 'encoder.positions': normal(random, 0.02, options.maxTokens, width) } : {};
  for (let layer = 0; layer < layers; layer++) {
    const name = `encoder.${layer}`;
    for (const part of ['query', 'key', 'value', 'output']) {
      Object.assign(parameters, linearLayer(random, `${name}.attention.${part}`, width, width));
    }
    Object.assign(
      parameters,
      normLayer(`${name}.norm1`, width),
      normLayer(`${name}.norm2`, width),
      linearLayer(random, `${name}.inner`, width, 2 * width),
      linearLayer(random, `${name}.outer`, 2 * width, width),
    );
  }
  return parameters;
}

/**
 * Words to vectors: the rows of the table `words`, then pre-norm transformer blocks (Xiong et al., 2020), and mean and
 * max pooling over the real tokens (Shen et al., 2018: on short texts pooled word vectors are hard to beat).
 */
export function encodeWords(
  parameters: Parameters,
  batch: TextBatch,
  options: WordEncoderOptions,
  dropout: Dropout,
): EncodedTexts {
  let x: Tensor = dropout(wordRows(parameters, batch.tokens));
  const length = batch.tokens.shape[1]!;
  if (options.layers > 0) {
    x = tf.add(x, tf.slice(parameter(parameters, 'encoder.positions'), [0, 0], [length, options.width]));
  }
  for (let layer = 0; layer < options.layers; layer++) {
    const name = `encoder.${layer}`;
    const normed = layerNorm(parameters, `${name}.norm1`, x);
    const { output } = multiHeadAttention(parameters, `${name}.attention`, normed, normed, {
      heads: options.heads,
      mask: batch.mask,
    });
    x = tf.add(x, dropout(output));
    const inner = tf.relu(linear(parameters, `${name}.inner`, layerNorm(parameters, `${name}.norm2`, x)));
    x = tf.add(x, dropout(linear(parameters, `${name}.outer`, inner)));
  }
  return { tokens: x, text: tf.concat([maskedMean(x, batch.mask), maskedMax(x, batch.mask)], -1) };
}
