import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Parameters, parameter } from './layers.ts';

export interface SkipGramBatch {
  /** (B): words, as rows of the table `words` */
  target: Tensor;
  /** (B, 1 + K): a word that stood near it, then words drawn at random, as rows of the table `contexts` */
  contexts: Tensor;
  /** (B, 1 + K): 1 for the true neighbour, else 0 */
  labels: Tensor;
}

/** Dot products of words with their neighbours and with words drawn at random: (B, 1 + K). */
export function skipGramScores(parameters: Parameters, { target, contexts }: SkipGramBatch): Tensor {
  const words = tf.gather(parameter(parameters, 'words'), target);
  const others = tf.gather(parameter(parameters, 'contexts'), contexts);
  return tf.squeeze(tf.matMul(others, tf.expandDims(words, 2)), [2]);
}

/** Skip-gram with negative sampling (Mikolov et al., 2013): the mean binary cross entropy of the scores. */
export function skipGramLoss(parameters: Parameters, batch: SkipGramBatch): Tensor {
  const scores = skipGramScores(parameters, batch);
  return tf.mean(tf.sub(tf.softplus(scores), tf.mul(scores, batch.labels)));
}

/** A batch whose tensors are all there. */
export function skipGramInputs(inputs: SkipGramBatch): SkipGramBatch {
  return {
    target: parameter(inputs, 'target'),
    contexts: parameter(inputs, 'contexts'),
    labels: parameter(inputs, 'labels'),
  };
}
