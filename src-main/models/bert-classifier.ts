import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BertConfig } from './bert-config.ts';
import { type BertDropout, bertDropout, classifyBert, encodeBert } from './bert.ts';
import { type Dropout, keepAll, linear, maskedMax, type Parameters } from './layers.ts';
import { givenByRead, poolHidden } from './pooled-hidden.ts';
import type { TextExamples, TextModel } from './text-model.ts';

/** BERT and its linear head as a text model: each distinct text of a batch is read once. */
export function bertClassifier(config: BertConfig): TextModel {
  return {
    attends: 'text',
    apply: (parameters, examples, dropout) => {
      const { logits, attentions } = classifyBert(
        parameters,
        bertBatch(examples),
        config,
        dropoutOf(config, dropout),
      );
      return {
        logits: tf.gather(logits, examples.input),
        attention: tf.gather(givenByRead(attentions.at(-1)!, examples.mask, config.pooling), examples.input),
      };
    },
  };
}

/** One vector a text, pooled as the checkpoint says: tokens, mask (U, L) -> (U, D). */
export function pooledTexts(
  parameters: Parameters,
  texts: Pick<TextExamples, 'tokens' | 'mask'>,
  config: BertConfig,
): Tensor {
  return readTexts(parameters, texts, config, keepAll).pooled;
}

/**
 * Texts as the encoder reads them: their tokens' last hidden states (U, L, D) and one vector for each text (U, D).
 * @param dropout drops as often as the configuration says
 */
export function readTexts(
  parameters: Parameters,
  texts: Pick<TextExamples, 'tokens' | 'mask'>,
  config: BertConfig,
  dropout: Dropout,
): { states: Tensor; pooled: Tensor } {
  const { hidden } = encodeBert(parameters, bertBatch(texts), config, dropoutOf(config, dropout));
  return { states: hidden, pooled: poolHidden(parameters, hidden, texts.mask, config) };
}

/** Texts that stand in rows one after another: N rows of L tokens, at most S texts in each. */
export interface PackedTexts {
  /** (N, L) int32 */
  tokens: Tensor;
  /** (N, L) int32: the place of each token in its text */
  positions: Tensor;
  /** (N, L): the same number for the tokens of a text; 0: padding */
  segments: Tensor;
  /** (N, S, L): what each token counts for the vector of each text */
  shares: Tensor;
}

/** The last hidden states of texts in rows: (N, L, D), with nothing of meaning where a row has padding. */
export function packedStates(
  parameters: Parameters,
  { tokens, positions, segments }: Omit<PackedTexts, 'shares'>,
  config: BertConfig,
): Tensor {
  const mask = tf.cast(tf.greater(segments, 0), 'float32');
  const batch = { ...bertBatch({ tokens, mask }), packed: { positions, segments } };
  return encodeBert(parameters, batch, config, bertDropout(config, null)).hidden;
}

/** The pooled vectors of texts in rows: (N · S, D), with nothing of meaning where a row has fewer texts. */
export function pooledPackedTexts(parameters: Parameters, texts: PackedTexts, config: BertConfig): Tensor {
  const { shares } = texts;
  const hidden = packedStates(parameters, texts, config);
  const [rows, places] = shares.shape as [number, number, number];
  const count = rows * places;
  const width = config.hidden_size;
  const read =
    config.pooling.mode === 'max'
      ? largestOf(hidden, shares)
      : tf.reshape(tf.matMul(shares, hidden), [count, 1, width]);
  return poolHidden(parameters, read, tf.ones([count, 1]), config);
}

/** The largest number of each column over the tokens that count: (N, L, D), shares (N, S, L) -> (N · S, 1, D). */
function largestOf(hidden: Tensor, shares: Tensor): Tensor {
  const [rows, places, length] = shares.shape as [number, number, number];
  const width = hidden.shape[2]!;
  const each = tf.reshape(tf.tile(tf.expandDims(hidden, 1), [1, places, 1, 1]), [
    rows * places,
    length,
    width,
  ]);
  const counts = tf.cast(tf.greater(tf.reshape(shares, [rows * places, length]), 0), 'float32');
  return tf.expandDims(maskedMax(each, counts), 1);
}

/** The linear head alone: pooled vectors (U, D) and the text of each example (B) -> (B, C). */
export function classifyPooled(
  parameters: Parameters,
  pooled: Tensor,
  input: Tensor,
  config: BertConfig,
  dropout: Dropout,
): Tensor {
  const { classifier } = dropoutOf(config, dropout);
  return linear(parameters, 'classifier', classifier(tf.gather(pooled, input)));
}

function bertBatch({ tokens, mask }: Pick<TextExamples, 'tokens' | 'mask'>) {
  return { tokens, mask, types: tf.zeros(tokens.shape, 'int32') };
}

function dropoutOf(config: BertConfig, dropout: Dropout): BertDropout {
  return bertDropout(config, { dropout });
}
