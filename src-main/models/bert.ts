import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { multiHeadAverages } from '../engine/fused/attention.ts';
import type { StepRandom } from '../engine/step.ts';
import { attend, mergeHeads, perKey, splitHeads } from './attention.ts';
import { activation } from './bert-activation.ts';
import type { BertConfig } from './bert-config.ts';
import { wordEmbeddings } from './bert-parameters.ts';
import { type Dropout, keepAll, layerNorm, linear, type Parameters, parameter } from './layers.ts';

/** Texts as the checkpoint's tokens. */
export interface BertBatch {
  /** (B, L) int32, rows of the table of word vectors; L at most `max_position_embeddings` */
  tokens: Tensor;
  /** (B, L) int32, 0: first text, 1: second text; a checkpoint with one type has the same for all tokens */
  types: Tensor;
  /** (B, L) float32, 1: a real token */
  mask: Tensor;
  /** Where several texts stand in a row: they are read without what each token gave each. */
  packed?: {
    /** (B, L) int32: the place of each token in its text */
    positions: Tensor;
    /** (B, L): the same number for the tokens of a text; 0: padding */
    segments: Tensor;
  };
}

/** Where BERT drops while training. */
export interface BertDropout {
  hidden: Dropout;
  attention: Dropout;
  classifier: Dropout;
}

/** The dropout of a configuration; none without `random`, that is when predicting. */
export function bertDropout(config: BertConfig, random: StepRandom | null): BertDropout {
  if (!random) return { hidden: keepAll, attention: keepAll, classifier: keepAll };
  const of = (rate: number) => (x: Tensor) => random.dropout(x, rate);
  const hidden = config.hidden_dropout_prob;
  return {
    hidden: of(hidden),
    attention: of(config.attention_probs_dropout_prob),
    classifier: of(config.classifier_dropout ?? hidden),
  };
}

export interface BertEncoded {
  /** (B, L, D); what stands at padding means nothing */
  hidden: Tensor;
  /** One a layer, (B, H, L, L): what each token gave each token; padding gets 0. None where texts are packed. */
  attentions: Tensor[];
}

/**
 * The encoder of BERT (Devlin et al., 2019): word, position and type vectors, then post-norm transformer blocks.
 * Parameters are named as in published checkpoints, see `bertEncoderShapes`.
 */
export function encodeBert(
  parameters: Parameters,
  batch: BertBatch,
  config: BertConfig,
  dropout: BertDropout,
): BertEncoded {
  let x = dropout.hidden(embed(parameters, batch, config));
  const mask = perKey(batch.mask);
  const shift = batch.packed ? shiftBetweenTexts(batch.packed.segments) : null;
  const attentions: Tensor[] = [];
  for (let number = 0; number < config.num_hidden_layers; number++) {
    const name = `bert.encoder.layer.${number}`;
    if (shift) {
      const attended = attendWithin(parameters, name, x, shift, config);
      x = afterAttention(parameters, name, x, attended, config, dropout);
      continue;
    }
    const layer = block(parameters, name, x, mask, config, dropout);
    x = layer.output;
    attentions.push(layer.weights);
  }
  return { hidden: x, attentions };
}

/** (B, L) -> (B, 1, L, L): 0 between tokens of one text, else so low that softmax gives nothing. */
function shiftBetweenTexts(segments: Tensor): Tensor {
  const same = tf.equal(tf.expandDims(segments, 2), tf.expandDims(segments, 1));
  return tf.expandDims(tf.mul(tf.sub(tf.cast(same, 'float32'), 1), 1e9), 1);
}

/** The attention of a block: x (B, L, D), shift (B, 1, L, L) -> (B, L, D). */
function attendWithin(
  parameters: Parameters,
  name: string,
  x: Tensor,
  shift: Tensor,
  { num_attention_heads: heads }: BertConfig,
): Tensor {
  const project = (part: string) => linear(parameters, `${name}.attention.self.${part}`, x);
  return multiHeadAverages(project('query'), project('key'), project('value'), shift, heads);
}

function embed(parameters: Parameters, { tokens, types, packed }: BertBatch, config: BertConfig): Tensor {
  const [batch, length] = tokens.shape as [number, number];
  if (!packed && length > config.max_position_embeddings) {
    throw new RangeError(`${length} tokens; the checkpoint has ${config.max_position_embeddings} positions`);
  }
  const width = config.hidden_size;
  const words = tf.gather(parameter(parameters, wordEmbeddings), tokens);
  const places = parameter(parameters, 'bert.embeddings.position_embeddings.weight');
  const positions = packed ? tf.gather(places, packed.positions) : tf.slice(places, [0, 0], [length, width]);
  const typeTable = parameter(parameters, 'bert.embeddings.token_type_embeddings.weight');
  const typed =
    config.type_vocab_size === 1
      ? tf.reshape(typeTable, [1, 1, width])
      : tf.reshape(tf.matMul(rowsOfTypes(types, config.type_vocab_size), typeTable), [batch, length, width]);
  return layerNorm(
    parameters,
    'bert.embeddings.LayerNorm',
    tf.add(tf.add(words, typed), positions),
    config.layer_norm_eps,
  );
}

/**
 * (B, L) -> (B L, types), a one where each token's type is. Two rows or so: a product with ones and zeros costs less than
 * a gather, and so does its gradient. TensorFlow.js has no one-hot rows of a single class.
 */
function rowsOfTypes(types: Tensor, count: number): Tensor {
  return tf.cast(tf.oneHot(tf.reshape(tf.cast(types, 'int32'), [-1]), count), 'float32');
}

function block(
  parameters: Parameters,
  name: string,
  x: Tensor,
  mask: Tensor,
  config: BertConfig,
  dropout: BertDropout,
): { output: Tensor; weights: Tensor } {
  const project = (part: string) =>
    splitHeads(linear(parameters, `${name}.attention.self.${part}`, x), config.num_attention_heads);
  const attended = attend(project('query'), project('key'), project('value'), mask, dropout.attention);
  const output = afterAttention(parameters, name, x, mergeHeads(attended.output), config, dropout);
  return { output, weights: attended.weights };
}

/** The rest of a block, from what went in and what its attention gave. */
function afterAttention(
  parameters: Parameters,
  name: string,
  x: Tensor,
  attended: Tensor,
  config: BertConfig,
  dropout: BertDropout,
): Tensor {
  // Each half of a block ends in a linear layer, dropout, and a normalised sum with what went in.
  const added = (half: string, inner: Tensor, before: Tensor) =>
    layerNorm(
      parameters,
      `${half}.LayerNorm`,
      tf.add(dropout.hidden(linear(parameters, `${half}.dense`, inner)), before),
      config.layer_norm_eps,
    );
  const y = added(`${name}.attention.output`, attended, x);
  const inner = activation(config.hidden_act, linear(parameters, `${name}.intermediate.dense`, y));
  return added(`${name}.output`, inner, y);
}

/** The first token through a linear layer and a hyperbolic tangent: (B, L, D) -> (B, D). */
export function poolBert(parameters: Parameters, hidden: Tensor): Tensor {
  const [batch, , width] = hidden.shape as [number, number, number];
  const first = tf.reshape(tf.slice(hidden, [0, 0, 0], [batch, 1, width]), [batch, width]);
  return tf.tanh(linear(parameters, 'bert.pooler.dense', first));
}

export interface BertClassified extends BertEncoded {
  /** (B, D) */
  pooled: Tensor;
  /** (B, classes) */
  logits: Tensor;
}

/** Encoder, pooler and the linear head `classifier`, as in the published `BertForSequenceClassification`. */
export function classifyBert(
  parameters: Parameters,
  batch: BertBatch,
  config: BertConfig,
  dropout: BertDropout,
): BertClassified {
  const encoded = encodeBert(parameters, batch, config, dropout);
  const pooled = poolBert(parameters, encoded.hidden);
  return { ...encoded, pooled, logits: linear(parameters, 'classifier', dropout.classifier(pooled)) };
}
