import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { StepRandom } from '../engine/step.ts';
import { attend, mergeHeads, perKey, splitHeads } from './attention.ts';
import { activation } from './bert-activation.ts';
import { type BertConfig, positionsOf } from './bert-config.ts';
import { wordEmbeddings } from './bert-parameters.ts';
import { type Dropout, keepAll, layerNorm, linear, type Parameters, parameter } from './layers.ts';
import { poolHidden } from './pooled-hidden.ts';
import { relativeBias } from './relative-attention.ts';

/** Texts as the checkpoint's tokens. */
export interface BertBatch {
  /** (B, L) int32, rows of the table of word vectors; L at most `positionsOf` the configuration */
  tokens: Tensor;
  /** (B, L) int32, 0: first text, 1: second text; a checkpoint with one type or none has the same for all tokens */
  types: Tensor;
  /** (B, L) float32, 1: a real token */
  mask: Tensor;
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
  /** One a layer, (B, H, L, L): what each token gave each token; padding gets 0. */
  attentions: Tensor[];
}

/**
 * The encoder of BERT (Devlin et al., 2019): word, position and type vectors, then post-norm transformer blocks. RoBERTa,
 * DistilBERT and MPNet are the same but for what their configuration says (`differences` in `bert-config.ts`).
 * Parameters are named as in BERT's published checkpoints, see `bertEncoderShapes`.
 */
export function encodeBert(
  parameters: Parameters,
  batch: BertBatch,
  config: BertConfig,
  dropout: BertDropout,
): BertEncoded {
  let x = dropout.hidden(embed(parameters, batch, config));
  const mask = perKey(batch.mask);
  const bias =
    config.relative_attention_num_buckets === 0 ? null : relativeBias(parameters, batch.tokens.shape[1]!);
  const attentions: Tensor[] = [];
  for (let number = 0; number < config.num_hidden_layers; number++) {
    const layer = block(parameters, `bert.encoder.layer.${number}`, x, { mask, bias }, config, dropout);
    x = layer.output;
    attentions.push(layer.weights);
  }
  return { hidden: x, attentions };
}

function embed(parameters: Parameters, { tokens, types }: BertBatch, config: BertConfig): Tensor {
  const length = tokens.shape[1]!;
  if (length > positionsOf(config)) {
    throw new RangeError(`${length} tokens; the checkpoint has ${positionsOf(config)} positions`);
  }
  const width = config.hidden_size;
  const words = tf.gather(parameter(parameters, wordEmbeddings), tokens);
  const positions = tf.slice(
    parameter(parameters, 'bert.embeddings.position_embeddings.weight'),
    [config.position_offset, 0],
    [length, width],
  );
  const typed = typeVectors(parameters, types, config);
  return layerNorm(
    parameters,
    'bert.embeddings.LayerNorm',
    tf.add(typed ? tf.add(words, typed) : words, positions),
    config.layer_norm_eps,
  );
}

/** (B, L, D), or the one vector that all tokens share; null: the family has none. */
function typeVectors(parameters: Parameters, types: Tensor, config: BertConfig): Tensor | null {
  const { type_vocab_size: count, hidden_size: width } = config;
  if (count === 0) return null;
  const table = parameter(parameters, 'bert.embeddings.token_type_embeddings.weight');
  return count === 1
    ? tf.reshape(table, [1, 1, width])
    : tf.reshape(tf.matMul(rowsOfTypes(types, count), table), [...types.shape, width]);
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
  { mask, bias }: { mask: Tensor; bias: Tensor | null },
  config: BertConfig,
  dropout: BertDropout,
): { output: Tensor; weights: Tensor } {
  const project = (part: string) =>
    splitHeads(linear(parameters, `${name}.attention.self.${part}`, x), config.num_attention_heads);
  const attended = attend(project('query'), project('key'), project('value'), mask, dropout.attention, bias);
  // Each half of a block ends in a linear layer, dropout, and a normalised sum with what went in.
  const added = (half: string, inner: Tensor, before: Tensor) =>
    layerNorm(
      parameters,
      `${half}.LayerNorm`,
      tf.add(dropout.hidden(linear(parameters, `${half}.dense`, inner)), before),
      config.layer_norm_eps,
    );
  const y = added(`${name}.attention.output`, mergeHeads(attended.output), x);
  const inner = activation(config.hidden_act, linear(parameters, `${name}.intermediate.dense`, y));
  return { output: added(`${name}.output`, inner, y), weights: attended.weights };
}

export interface BertClassified extends BertEncoded {
  /** (B, D) */
  pooled: Tensor;
  /** (B, classes) */
  logits: Tensor;
}

/**
 * Encoder, pooling and the linear head `classifier`: with a pooler as in the published `BertForSequenceClassification`, and
 * as in the class of that name of each other family.
 */
export function classifyBert(
  parameters: Parameters,
  batch: BertBatch,
  config: BertConfig,
  dropout: BertDropout,
): BertClassified {
  const encoded = encodeBert(parameters, batch, config, dropout);
  const pooled = poolHidden(parameters, encoded.hidden, batch.mask, config, dropout.classifier);
  return { ...encoded, pooled, logits: linear(parameters, 'classifier', dropout.classifier(pooled)) };
}
