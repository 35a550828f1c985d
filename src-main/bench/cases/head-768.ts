import * as tf from '@tensorflow/tfjs-core';
import { multiHeadAttention } from '../../models/attention.ts';
import { linearLayer, normal } from '../../models/initial.ts';
import { crossEntropy, linear, parameter, type Parameters } from '../../models/layers.ts';
import { attentionLayer } from '../../models/transformer-block.ts';
import type { Random } from '../../random.ts';
import { drawn, type BenchCase } from '../case.ts';

const [width, heads, context, batch, classes] = [768, 12, 8, 64, 3];

function loss(params: Parameters, inputs: Parameters) {
  const [x, window] = [parameter(inputs, 'x'), parameter(inputs, 'window')];
  const { output } = multiHeadAttention(params, 'cross', x, window, { heads });
  const logits = linear(params, 'head', tf.squeeze(output, [1]));
  return { loss: crossEntropy(logits, parameter(inputs, 'labels'), tf.ones([batch])) };
}

/** Cross-attention of a vector over 8 frozen vectors, and a linear layer. */
export const head768: BenchCase = {
  name: 'head-768',
  batch,
  ways: [
    {
      name: 'as it is',
      trainer: (random: Random) => ({
        params: {
          ...attentionLayer(random, 'cross', width),
          ...linearLayer(random, 'head', width, classes),
        },
        loss,
      }),
      batch: (random) => ({
        x: normal(random, 1, batch, 1, width),
        window: normal(random, 1, batch, context, width),
        labels: drawn(random, [batch], classes),
      }),
    },
  ],
};
