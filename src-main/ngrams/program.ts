import * as tf from '@tensorflow/tfjs-core';
import type { Forward } from '../engine/predictor.ts';
import { parameter } from '../models/layers.ts';

/** The tensors of a batch that n-grams add, by name. */
export interface NgramInputs {
  /** (B, K) */
  ngrams: tf.Tensor;
  /** (B, K) */
  ngramValues: tf.Tensor;
}

/**
 * A model with its n-grams as one program, to be exported: what `NgramPart` adds, from `ngrams` (B, K), rows of
 * `ngrams.weight`, and `ngramValues` (B, K).
 */
export function stackedForward<B extends object>(forward: Forward<B>): Forward<B & NgramInputs> {
  return (parameters, batch) => {
    const outputs = forward(parameters, batch);
    const weights = tf.gather(parameter(parameters, 'ngrams.weight'), parameter(batch, 'ngrams'));
    const values = tf.expandDims(parameter(batch, 'ngramValues'), -1);
    const own = tf.add(tf.sum(tf.mul(weights, values), 1), parameter(parameters, 'ngrams.bias'));
    const model = tf.mul(outputs['logits']!, parameter(parameters, 'ngrams.model'));
    return { ...outputs, logits: tf.add(model, own) };
  };
}
