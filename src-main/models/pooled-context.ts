import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { attendOnce } from './attention.ts';
import { pooledTexts } from './bert-classifier.ts';
import type { BertConfig } from './bert-config.ts';
import { type InitialParameters, linearLayer, normal } from './initial.ts';
import { type Dropout, linear, maskedMean, type Parameters, parameter } from './layers.ts';
import type { Classified, TextExamples, TextModel } from './text-model.ts';

export interface PooledContextOptions {
  /**
   * none: the text alone; concat: beside the mean of its window's texts; cross: the text queries the texts of its
   * window.
   */
  context: 'none' | 'concat' | 'cross';
  /** Width D of query, keys and values. */
  width: number;
  heads: number;
  /** Largest number of texts in a window. */
  window: number;
  classes: number;
}

/** Parameters of `classifyInContext`; the texts' vectors are E wide. */
export function initPooledContext(
  random: Random,
  texts: number,
  { context, width, window, classes }: PooledContextOptions,
): InitialParameters {
  const read = { none: texts, concat: 2 * texts, cross: texts + width };
  const attention = {
    ...linearLayer(random, 'attention.query', texts, width),
    ...linearLayer(random, 'attention.key', texts, width),
    ...linearLayer(random, 'attention.value', texts, width),
    ...linearLayer(random, 'attention.output', width, width),
    recency: normal(random, 0.02, window, width),
  };
  return {
    ...(context === 'cross' && attention),
    ...linearLayer(random, 'classifier', read[context], classes),
  };
}

/**
 * Texts as one vector each, pooled (U, E), read in their windows: multi-head cross-attention with one query a text, over
 * the texts of its window and how recent each is. `attention` is (B, H, n), a weight for each text.
 */
export function classifyInContext(
  parameters: Parameters,
  pooled: Tensor,
  { input, window, windowMask }: Pick<TextExamples, 'input' | 'window' | 'windowMask'>,
  { context, heads }: PooledContextOptions,
  dropout: Dropout,
): Classified {
  const text = tf.gather(pooled, input);
  const classified = (read: Tensor) => linear(parameters, 'classifier', dropout(read));
  if (context === 'none' || !window || !windowMask) return { logits: classified(text), attention: null };
  const before = tf.gather(pooled, window);
  if (context === 'concat') {
    return { logits: classified(tf.concat([text, maskedMean(before, windowMask)], -1)), attention: null };
  }
  const { output, weights } = attendOnce(parameters, 'attention', text, before, {
    heads,
    mask: windowMask,
    shifts: parameter(parameters, 'recency'),
  });
  return { logits: classified(tf.concat([text, output], -1)), attention: weights };
}

/** The same with BERT before it, whose tensors are among the parameters. */
export function bertInContext(options: PooledContextOptions, bert: BertConfig): TextModel {
  return {
    attends: options.context === 'cross' ? 'windowTexts' : null,
    apply: (parameters, examples, dropout) =>
      classifyInContext(parameters, pooledTexts(parameters, examples, bert), examples, options, dropout),
  };
}
