import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { type InitialParameters, linearLayer, normal } from './initial.ts';
import { type Dropout, linear, type Parameters, parameter } from './layers.ts';
import { postNormBlock, transformerBlock } from './transformer-block.ts';

/** The tensors of a batch, by name. */
export interface PriceInputs {
  /** (B, days · 5) */
  bins: Tensor;
}

export interface PriceTransformerOptions {
  /** Bins of all columns together: rows of the embedding. */
  bins: number;
  /** Values of an example, all days and columns. */
  length: number;
  width: number;
  heads: number;
  layers: number;
  inner: number;
  classes: number;
}

export function initPriceTransformer(random: Random, options: PriceTransformerOptions): InitialParameters {
  const { bins, length, width, layers, inner, classes } = options;
  const blocks = Array.from({ length: layers }, (_, i) =>
    transformerBlock(random, `block.${i}`, width, inner),
  );
  return {
    embedding: normal(random, 1, bins, width),
    positions: normal(random, 0.02, length, width),
    ...Object.assign({}, ...blocks),
    ...linearLayer(random, 'classifier', width, classes),
  };
}

/**
 * Binned values (B, L) int32 through post-norm blocks; their mean; the classes: (B, C). Positions are added where the
 * parameters hold any.
 */
export function priceTransformer(
  parameters: Parameters,
  bins: Tensor,
  { heads, layers }: Pick<PriceTransformerOptions, 'heads' | 'layers'>,
  dropout: Dropout,
): Tensor {
  const values = tf.gather(parameter(parameters, 'embedding'), bins);
  const positions = parameters['positions'];
  let x = dropout(positions ? tf.add(values, positions) : values);
  for (let i = 0; i < layers; i++) {
    x = dropout(postNormBlock(parameters, `block.${i}`, x, { heads, activation: tf.relu }));
  }
  return linear(parameters, 'classifier', tf.mean(x, 1));
}
