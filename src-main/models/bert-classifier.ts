import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { BertConfig } from './bert-config.ts';
import { type BertDropout, bertDropout, classifyBert, encodeBert } from './bert.ts';
import { type Dropout, linear, type Parameters } from './layers.ts';
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
  const { hidden } = encodeBert(parameters, bertBatch(texts), config, bertDropout(config, null));
  return poolHidden(parameters, hidden, texts.mask, config);
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
