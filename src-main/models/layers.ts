import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { layerNorm as normalise } from '../engine/fused/layer-norm.ts';

/** Parameters by name, as in a checkpoint: `classifier.weight`, `block.0.norm1.bias`, ... */
export type Parameters = Readonly<Record<string, Tensor>>;

/** Dropout while training, with the recipe's rate where none is given; absent when predicting. */
export type Dropout = (x: Tensor, rate?: number) => Tensor;

export const keepAll: Dropout = (x) => x;

/**
 * The parameter, or the tensor of a batch, of this name; a missing one is a programming error and names itself. Where the
 * names are part of the type, another one does not compile.
 */
export function parameter<N extends string>(
  parameters: Readonly<Partial<Record<N, Tensor>>>,
  name: NoInfer<N>,
): Tensor {
  const found = parameters[name];
  if (!found) throw new Error(`no parameter ${name}; there are ${Object.keys(parameters).join(', ')}`);
  return found;
}

/** What a classifier learns from, by the names of a batch's tensors. */
export interface LabelInputs {
  /** (B): classes */
  labels: Tensor;
  /** (B): what each example counts; 0: padding */
  weights: Tensor;
}

/** y = x Wᵀ + b over the last axis: x (..., in), `name.weight` (out, in), `name.bias` (out) -> (..., out). */
export function linear(parameters: Parameters, name: string, x: Tensor): Tensor {
  const weight = parameter(parameters, `${name}.weight`) as Tensor2D;
  const [outputs, inputs] = weight.shape;
  const rows = x.size / inputs;
  const y = tf.matMul(tf.reshape(x, [rows, inputs]), weight, false, true);
  const bias = parameters[`${name}.bias`];
  return tf.reshape(bias ? tf.add(y, bias) : y, [...x.shape.slice(0, -1), outputs]);
}

/** Layer normalisation over the last axis with scale and shift (Ba et al., 2016); the variance is the biased one. */
export function layerNorm(parameters: Parameters, name: string, x: Tensor, epsilon = 1e-5): Tensor {
  return normalise(
    x,
    parameter(parameters, `${name}.weight`),
    parameter(parameters, `${name}.bias`),
    epsilon,
  );
}

/** Mean over the real positions: x (N, L, D), mask (N, L) of 1 and 0 -> (N, D). A text without tokens gives zeros. */
export function maskedMean(x: Tensor, mask: Tensor): Tensor {
  const weights = tf.expandDims(mask, -1);
  return tf.div(tf.sum(tf.mul(x, weights), 1), tf.maximum(tf.sum(weights, 1), 1));
}

/** Largest value over the real positions: x (N, L, D), mask (N, L) -> (N, D). A text without tokens gives zeros. */
export function maskedMax(x: Tensor, mask: Tensor): Tensor {
  const weights = tf.expandDims(mask, -1);
  const real = tf.add(x, tf.mul(tf.sub(weights, 1), 1e9));
  return tf.mul(tf.max(real, 1), tf.max(weights, 1));
}

/** Mean of -log p(label), weighted by `weights` as PyTorch's weighted cross entropy: logits (N, C), labels (N), weights (N). */
export function crossEntropy(logits: Tensor, labels: Tensor, weights: Tensor): Tensor {
  const classes = logits.shape.at(-1)!;
  const truth = tf.cast(tf.oneHot(tf.cast(labels, 'int32'), classes), 'float32');
  const logLikelihood = tf.sum(tf.mul(tf.logSoftmax(logits), truth), -1);
  return tf.neg(tf.div(tf.sum(tf.mul(logLikelihood, weights)), tf.sum(weights)));
}
