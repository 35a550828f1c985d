import * as tf from '@tensorflow/tfjs-core';
import { linearLayer, normal, normLayer, zeros } from '../../models/initial.ts';
import { crossEntropy, layerNorm, linear, parameter, type Parameters } from '../../models/layers.ts';
import { gelu, postNormBlock, transformerBlock } from '../../models/transformer-block.ts';
import { bothWays, drawn, type BenchCase } from '../case.ts';

const [vocabulary, width, heads, layers, length, batch, classes] = [30_522, 256, 4, 4, 64, 16, 3];

function loss(params: Parameters, inputs: Parameters) {
  const words = tf.gather(parameter(params, 'words'), parameter(inputs, 'tokens'));
  let x = layerNorm(params, 'norm', tf.add(words, parameter(params, 'positions')));
  for (let i = 0; i < layers; i++) x = postNormBlock(params, `block.${i}`, x, { heads, activation: gelu });
  const first = tf.squeeze(tf.slice(x, [0, 0, 0], [-1, 1, -1]), [1]);
  const logits = linear(params, 'head', tf.tanh(linear(params, 'pooler', first)));
  return { loss: crossEntropy(logits, parameter(inputs, 'labels'), tf.ones([batch])) };
}

/** A small BERT: four blocks of width 256, the first position pooled. */
export const bertMini: BenchCase = {
  name: 'bert-mini',
  batch,
  ways: bothWays(
    (random) => ({
      params: {
        positions: zeros(1, length, width),
        ...normLayer('norm', width),
        ...Object.assign(
          {},
          ...Array.from({ length: layers }, (_, i) =>
            transformerBlock(random, `block.${i}`, width, 4 * width),
          ),
        ),
        ...linearLayer(random, 'pooler', width, width),
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
