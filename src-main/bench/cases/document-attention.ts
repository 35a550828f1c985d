import * as tf from '@tensorflow/tfjs-core';
import { linearLayer, normal } from '../../models/initial.ts';
import { crossEntropy, linear, parameter, type Parameters } from '../../models/layers.ts';
import { bothWays, drawn, type BenchCase } from '../case.ts';

const [vocabulary, width, heads, length, batch, classes] = [30_000, 50, 4, 50, 64, 2];

function loss(params: Parameters, inputs: Parameters) {
  const words = tf.gather(parameter(params, 'words'), parameter(inputs, 'tokens'));
  const rows = tf.reshape(words, [batch * length, width]);
  const scores = tf.reshape(tf.matMul(rows, parameter(params, 'heads')), [batch, length, heads]);
  const weights = tf.softmax(tf.transpose(scores, [0, 2, 1]));
  const documents = tf.reshape(tf.matMul(weights, words), [batch, heads * width]);
  const logits = linear(params, 'head', documents);
  return { loss: crossEntropy(logits, parameter(inputs, 'labels'), tf.ones([batch])) };
}

/** Four learned heads over the word vectors of a text, and a linear layer. */
export const documentAttention: BenchCase = {
  name: 'document-attention',
  batch,
  ways: bothWays(
    (random) => ({
      params: {
        heads: normal(random, 0.3, width, heads),
        ...linearLayer(random, 'head', heads * width, classes),
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
