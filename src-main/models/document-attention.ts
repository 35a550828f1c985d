import * as tf from '@tensorflow/tfjs-core';
import { linearLayer, normal } from './initial.ts';
import { linear, parameter } from './layers.ts';
import { pool, poolingLayer, type PoolingOptions } from './pooling.ts';
import type { WordModel } from './text-model.ts';
import { wordRows } from './word-rows.ts';

export interface DocumentAttentionOptions extends PoolingOptions {
  width: number;
  maxTokens: number;
  /** Learned vectors of positions are added to the words. */
  positions: boolean;
  /** Dense layers of width H·D between the averages and the classes. */
  layers: number;
  classes: number;
}

/** Word vectors averaged by learned attention heads, concatenated; dense layers; the classes. */
export function documentAttention(options: DocumentAttentionOptions): WordModel {
  const { width, heads, maxTokens, positions, layers, classes } = options;
  const wide = heads * width;
  const hidden = Array.from({ length: layers }, (_, i) => `layer.${i}`);
  return {
    attends: 'text',
    width,
    init: (random) => ({
      ...(positions && { positions: normal(random, 0.02, maxTokens, width) }),
      ...poolingLayer(random, 'attention', width, options),
      ...Object.assign({}, ...hidden.map((name) => linearLayer(random, name, wide, wide))),
      ...linearLayer(random, 'classifier', wide, classes),
    }),
    apply: (parameters, { tokens, mask, input }, dropout) => {
      let words = dropout(wordRows(parameters, tokens));
      const [texts, length] = tokens.shape as [number, number];
      if (positions)
        words = tf.add(words, tf.slice(parameter(parameters, 'positions'), [0, 0], [length, width]));
      const { averages, weights } = pool(parameters, 'attention', words, mask, options);
      let x = dropout(tf.reshape(averages, [texts, wide]));
      for (const name of hidden) x = dropout(tf.relu(linear(parameters, name, x)));
      const logits = linear(parameters, 'classifier', tf.gather(x, input));
      return { logits, attention: tf.gather(weights, input) };
    },
  };
}
