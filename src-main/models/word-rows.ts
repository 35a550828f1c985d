import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { type InitialParameters, linearLayer } from './initial.ts';
import { linear, type Parameters, parameter } from './layers.ts';

const name = 'projection';
const weight = `${name}.weight`;

/**
 * What brings word vectors of one width to that of the model: a linear map without a constant, so that padding stays 0.
 * Nothing where they have that width.
 */
export function wordProjection(random: Random, from: number, to: number): InitialParameters {
  return from === to ? {} : { [weight]: linearLayer(random, name, from, to)[weight]! };
}

/** The vectors (..., D) of tokens (...), rows of the table `words`; projected where the model has a projection. */
export function wordRows(parameters: Parameters, tokens: Tensor): Tensor {
  const words = parameter(parameters, 'words');
  if (!parameters[weight]) return tf.gather(words, tokens);
  // Whichever are fewer: the rows of the table, or the tokens.
  return words.shape[0] <= tokens.size
    ? tf.gather(linear(parameters, name, words), tokens)
    : linear(parameters, name, tf.gather(words, tokens));
}
