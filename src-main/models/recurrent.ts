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
  const [batch, length] = x.shape as [number, number, number];
  // What does not depend on the state is computed for all positions at once, time first.
  const inputs = tf.add(
    linear(parameters, `${name}.input`, tf.transpose(x, [1, 0, 2])),
    parameter(parameters, `${name}.state.bias`),
  );
  const weight = parameter(parameters, `${name}.state.weight`);
  const states = tanhCells(tf.reshape(inputs, [length * batch, -1]), weight, length);
  return tf.transpose(tf.reshape(states, [length, batch, -1]), [1, 0, 2]);
}

/**
 * h(t) = tanh(z(t) + h(t-1) Uᵀ): z (L·B, H) time first, U (H, H) -> all h (L·B, H).
 *
 * Its gradient is backpropagation through time (Werbos, 1990) written out: what the steps do not pass on to each
 * other, the slopes of tanh and the gradient of U, is one operation over all of them.
 */
function tanhCells(inputs: Tensor, weight: Tensor, length: number): Tensor {
  const batch = inputs.shape[0] / length;
  const cells = tf.customGrad((z, u, save) => {
    const [recurrentWeight, keep] = [u as Tensor, save as tf.GradSaveFunc];
    const [first, ...others] = tf.split(z as Tensor, length);
    const states: Tensor[] = [tf.tanh(first!)];
    for (const input of others) {
      states.push(tf.tanh(tf.add(input, tf.matMul(states.at(-1)!, recurrentWeight, false, true))));
    }
    const value: Tensor = tf.concat(states);
    keep([value, recurrentWeight]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [all, weightThen] = saved as [Tensor, Tensor];
      const slopes = tf.split(tf.sub(1, tf.square(all)), length);
      const changes = tf.split(dy, length);
      const deltas: Tensor[] = [tf.mul(changes.at(-1)!, slopes.at(-1)!)];
      for (let t = length - 2; t >= 0; t--) {
        const change = tf.add(changes[t]!, tf.matMul(deltas[0]!, weightThen));
        deltas.unshift(tf.mul(change, slopes[t]!));
      }
      const dz: Tensor = tf.concat(deltas);
      const rest = [(length - 1) * batch, -1] satisfies [number, number];
      const before = tf.slice(all, [0, 0], rest);
      return [dz, tf.matMul(tf.slice(dz, [batch, 0], rest), before, true)];
    };
    return { value, gradFunc };
  });
  return cells(inputs, weight);
}
