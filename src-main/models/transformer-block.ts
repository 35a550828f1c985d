import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { type AttentionOptions, multiHeadAttention } from './attention.ts';
import { type InitialParameters, linearLayer, normLayer } from './initial.ts';
import { layerNorm, linear, type Parameters } from './layers.ts';

/** Projections of an attention layer of one width: `name.query`, `name.key`, `name.value`, `name.output`. */
export function attentionLayer(random: Random, name: string, width: number): InitialParameters {
  const parts = ['query', 'key', 'value', 'output'];
  return Object.assign({}, ...parts.map((part) => linearLayer(random, `${name}.${part}`, width, width)));
}

export function transformerBlock(
  random: Random,
  name: string,
  width: number,
  inner: number,
): InitialParameters {
  return {
    ...attentionLayer(random, `${name}.attention`, width),
    ...normLayer(`${name}.norm1`, width),
    ...linearLayer(random, `${name}.inner`, width, inner),
    ...linearLayer(random, `${name}.outer`, inner, width),
    ...normLayer(`${name}.norm2`, width),
  };
}

export interface PostNormOptions extends AttentionOptions {
  activation: (x: Tensor) => Tensor;
}

/**
 * A post-norm encoder block (Vaswani et al., 2017), as torch.nn.TransformerEncoderLayer without dropout:
 * x (B, L, D) -> (B, L, D).
 */
export function postNormBlock(
  parameters: Parameters,
  name: string,
  x: Tensor,
  { activation, ...attention }: PostNormOptions,
): Tensor {
  const { output } = multiHeadAttention(parameters, `${name}.attention`, x, x, attention);
  const y = layerNorm(parameters, `${name}.norm1`, tf.add(x, output));
  const inner = activation(linear(parameters, `${name}.inner`, y));
  return layerNorm(parameters, `${name}.norm2`, tf.add(y, linear(parameters, `${name}.outer`, inner)));
}
