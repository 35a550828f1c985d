import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BertConfig } from './bert-config.ts';
import { type BertDropout, bertDropout, classifyBert, encodeBert } from './bert.ts';
import { type Dropout, keepAll, linear, type Parameters } from './layers.ts';
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
