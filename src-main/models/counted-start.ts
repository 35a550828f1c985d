/** Companies that start from counted vectors and are moved, and texts that are folded into their space. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { crossEntropy, type Dropout, linear, type Parameters, parameter } from './layers.ts';

/** B texts as what they are found by: rows of the table `words` with their weights, 0 where a text is shorter. */
export interface WeightedTexts {
  /** (B, L) */
  tokens: Tensor;
  /** (B, L) */
  tokenWeights: Tensor;
  /** (B, E): what an encoder that is not trained gives each text; missing: there is none. */
  pooled?: Tensor;
}

/** (N, D), of length 1: what was counted, and how far training has moved it from there. */
export function movedCompanies(parameters: Parameters): Tensor {
  return unit(tf.add(parameter(parameters, 'counted'), parameter(parameters, 'moved')));
}

/**
 * (B, D), of length 1: the weighted sum of the rows of a text, and what an encoder reads in it, brought into the same
 * space by the linear layer `encoded`, (D, E).
 */
export function foldedTexts(
  parameters: Parameters,
  { tokens, tokenWeights, pooled }: WeightedTexts,
  dropout: Dropout,
): Tensor {
  const rows = tf.gather(parameter(parameters, 'words'), tokens);
  const folded = tf.sum(tf.mul(rows, tf.expandDims(dropout(tokenWeights), -1)), 1);
  return unit(pooled ? tf.add(folded, linear(parameters, 'encoded', dropout(pooled))) : folded);
}

/**
 * Cross entropy of finding the company of a text among all companies, of which those that were counted to be near are
 * the hardest, plus the mean squared distance of companies from where they started times `startPenalty` (L2-SP; Li,
 * Grandvalet and Davoine, 2018).
 *
 * @param batch `target` (B): the company; `weights` (B): 0 for rows that only fill the batch up
 */
export function countedStartLoss(
  parameters: Parameters,
  batch: WeightedTexts & { target: Tensor; weights: Tensor },
  { temperature, startPenalty, dropout }: { temperature: number; startPenalty: number; dropout: Dropout },
): Tensor {
  const texts = foldedTexts(parameters, batch, dropout) as Tensor2D;
  const companies = movedCompanies(parameters) as Tensor2D;
  const logits = tf.div(tf.matMul(texts, companies, false, true), temperature);
  const moved = tf.mean(tf.sum(tf.square(parameter(parameters, 'moved')), -1));
  return tf.add(crossEntropy(logits, batch.target, batch.weights), tf.mul(moved, startPenalty));
}

function unit(x: Tensor): Tensor {
  return tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), -1, true), 1e-12)));
}
