import * as tf from '@tensorflow/tfjs-core';
import { linearLayer, normal, zeros } from '../../models/initial.ts';
import { crossEntropy, linear, parameter, type Parameters } from '../../models/layers.ts';
import { postNormBlock, transformerBlock } from '../../models/transformer-block.ts';
import { bothWays, drawn, type BenchCase } from '../case.ts';

const [vocabulary, width, heads, inner, length, batch, classes] = [5000, 64, 4, 128, 32, 64, 4];

function loss(params: Parameters, inputs: Parameters) {
  const words = tf.gather(parameter(params, 'words'), parameter(inputs, 'tokens'));
  const x = tf.add(words, parameter(params, 'positions'));
  const y = postNormBlock(params, 'block', x, { heads, activation: tf.relu });
  const logits = linear(params, 'head', tf.mean(y, 1));
  return { loss: crossEntropy(logits, parameter(inputs, 'labels'), tf.ones([batch])) };
}

/** Words and learned positions, one post-norm block, their mean, a linear layer. */
export const simpleTransformer: BenchCase = {
  name: 'simple-transformer',
  batch,
  ways: bothWays(
    (random) => ({
      params: {
        positions: zeros(1, length, width),
        ...transformerBlock(random, 'block', width, inner),
        ...linearLayer(random, 'head', width, classes),
      },
      tables: { words: normal(random, 1, vocabulary, width) },
      lookups: { tokens: 'words' },
      loss,
    }),
    (random) => ({
      tokens: drawn(random, [batch, length], vocabulary, 1),
      labels: drawn(random, [batch], classes),
    }),
  ),
};
