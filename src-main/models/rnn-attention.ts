import * as tf from '@tensorflow/tfjs-core';
import { linearLayer } from './initial.ts';
import { linear } from './layers.ts';
import { pool, poolingLayer, type PoolingOptions } from './pooling.ts';
import { recurrent, recurrentLayer } from './recurrent.ts';
import type { WordModel } from './text-model.ts';
import { wordRows } from './word-rows.ts';

export interface RnnAttentionOptions extends Omit<PoolingOptions, 'heads'> {
  width: number;
  hidden: number;
  classes: number;
}

/** A tanh recurrent layer over the words, its states averaged by attention, two linear layers. */
export function rnnAttention({ width, hidden, classes, ...pooling }: RnnAttentionOptions): WordModel {
  const options = { ...pooling, heads: 1 };
  return {
    attends: 'text',
    width,
    init: (random) => ({
      ...recurrentLayer(random, 'rnn', width, hidden),
      ...poolingLayer(random, 'attention', hidden, options),
      ...linearLayer(random, 'inner', hidden, width),
      ...linearLayer(random, 'classifier', width, classes),
    }),
    apply: (parameters, { tokens, mask, input }, dropout) => {
      const words = dropout(wordRows(parameters, tokens));
      const states = recurrent(parameters, 'rnn', words);
      const { averages, weights } = pool(parameters, 'attention', states, mask, options);
      const inner = linear(parameters, 'inner', dropout(tf.squeeze(averages, [1])));
      const logits = linear(parameters, 'classifier', tf.gather(inner, input));
      return { logits, attention: tf.gather(weights, input) };
    },
  };
}
