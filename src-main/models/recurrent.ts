import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { type InitialParameters, linearLayer } from './initial.ts';
import { linear, type Parameters, parameter } from './layers.ts';

/** A recurrent layer (Elman, 1990) of tanh cells: `name.input` reads the input, `name.state` the state before. */
export function recurrentLayer(
  random: Random,
  name: string,
  inputs: number,
  hidden: number,
): InitialParameters {
  return {
    ...linearLayer(random, `${name}.input`, inputs, hidden),
    ...linearLayer(random, `${name}.state`, hidden, hidden),
  };
}

/** h(t) = tanh(W x(t) + b + U h(t-1) + c), h(-1) = 0: x (B, L, D) -> all states (B, L, H), as torch.nn.RNN. */
export function recurrent(parameters: Parameters, name: string, x: Tensor): Tensor {
  const bias = parameter(parameters, `${name}.state.bias`);
  // What does not depend on the state is computed for all positions at once, time first: each step takes its rows.
  const inputs = tf.add(linear(parameters, `${name}.input`, tf.transpose(x, [1, 0, 2])), bias);
  const weight = parameter(parameters, `${name}.state.weight`) as tf.Tensor2D;
  let state: Tensor | undefined;
  const states: Tensor[] = [];
  for (const input of tf.unstack(inputs)) {
    const sum: Tensor = state ? tf.add(input, tf.matMul(state as tf.Tensor2D, weight, false, true)) : input;
    state = tf.tanh(sum);
    states.push(state);
  }
  return tf.transpose(tf.stack(states), [1, 0, 2]);
}
