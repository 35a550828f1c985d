import * as tf from '@tensorflow/tfjs-core';
import { linearLayer, normal } from '../../models/initial.ts';
import { crossEntropy, linear, parameter, type Parameters } from '../../models/layers.ts';
import { recurrent, recurrentLayer } from '../../models/recurrent.ts';
import { bothWays, drawn, type BenchCase } from '../case.ts';

const [vocabulary, width, hidden, middle, length, batch, classes] = [5000, 100, 128, 100, 14, 64, 4];

function loss(params: Parameters, inputs: Parameters) {
  const words = tf.gather(parameter(params, 'words'), parameter(inputs, 'tokens'));
  const states = recurrent(params, 'rnn', words);
  const weights = tf.softmax(tf.reshape(linear(params, 'attention', states), [batch, length]));
  const pooled = tf.squeeze(tf.matMul(tf.expandDims(weights, 1), states), [1]);
  const logits = linear(params, 'outer', linear(params, 'inner', pooled));
  return { loss: crossEntropy(logits, parameter(inputs, 'labels'), tf.ones([batch])) };
}

/** A tanh recurrent layer over the words, attention over its states, two linear layers. */
export const rnnAttention: BenchCase = {
  name: 'rnn-attention',
  batch,
  ways: bothWays(
    (random) => ({
      params: {
        ...recurrentLayer(random, 'rnn', width, hidden),
        ...linearLayer(random, 'attention', hidden, 1),
        ...linearLayer(random, 'inner', hidden, middle),
        ...linearLayer(random, 'outer', middle, classes),
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
