import * as tf from '@tensorflow/tfjs-core';
import { linearLayer, normal } from './initial.ts';
import { linear, maskedMean, parameter } from './layers.ts';
import type { WordModel } from './text-model.ts';
import { wordRows } from './word-rows.ts';
import { postNormBlock, transformerBlock } from './transformer-block.ts';

export interface SimpleTransformerOptions {
  width: number;
  heads: number;
  /** Blocks. */
  layers: number;
  /** Width of a block's inner layer. */
  inner: number;
  maxTokens: number;
  classes: number;
}

/** Words and learned positions, post-norm transformer blocks, their mean over the real positions, a linear layer. */
export function simpleTransformer(options: SimpleTransformerOptions): WordModel {
  const { width, heads, layers, inner, maxTokens, classes } = options;
  const blocks = Array.from({ length: layers }, (_, i) => `block.${i}`);
  return {
    attends: null,
    width,
    init: (random) => ({
      positions: normal(random, 0.02, maxTokens, width),
      ...Object.assign({}, ...blocks.map((name) => transformerBlock(random, name, width, inner))),
      ...linearLayer(random, 'classifier', width, classes),
    }),
    apply: (parameters, { tokens, mask, input }, dropout) => {
      const length = tokens.shape[1]!;
      const words = wordRows(parameters, tokens);
      const positions = tf.slice(parameter(parameters, 'positions'), [0, 0], [length, width]);
      let x = dropout(tf.add(words, positions));
      for (const name of blocks) {
        x = dropout(postNormBlock(parameters, name, x, { heads, mask, activation: tf.relu }));
      }
      const text = dropout(maskedMean(x, mask));
      return { logits: linear(parameters, 'classifier', tf.gather(text, input)), attention: null };
    },
  };
}
