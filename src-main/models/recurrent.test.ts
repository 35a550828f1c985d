import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../engine/cpu.ts';
import { difference, runOn } from '../engine/kernels/kernel.testing.ts';
import { referenceDevice } from '../engine/reference.ts';
import { Random } from '../random.ts';
import { normal } from './initial.ts';
import { linear } from './layers.ts';
import { recurrent, recurrentLayer } from './recurrent.ts';

const hidden = 4;

type Inputs = Record<string, Tensor>;

/** By the definition, one position after the other, with TensorFlow.js's own gradients. */
function byDefinition(inputs: Inputs): Tensor {
  const states: Tensor[] = [];
  const x = inputs['x']!;
  for (let t = 0; t < x.shape[1]!; t++) {
    const position = tf.squeeze(tf.slice(x, [0, t, 0], [-1, 1, -1]), [1]);
    const before = states.at(-1) ?? tf.zeros([2, hidden]);
    states.push(tf.tanh(tf.add(linear(inputs, 'rnn.input', position), linear(inputs, 'rnn.state', before))));
  }
  return tf.stack(states, 1);
}

/** All states, and the gradients of a number that depends on all of them. */
function withGradients(layer: (inputs: Inputs) => Tensor) {
  return (inputs: Inputs) => {
    const names = Object.keys(inputs);
    const number = (...values: Tensor[]) =>
      tf.sum(tf.sin(tf.mul(layer(Object.fromEntries(names.map((name, i) => [name, values[i]!]))), 3)));
    const gradients = tf.grads(number)(Object.values(inputs));
    return {
      states: layer(inputs),
      ...Object.fromEntries(names.map((name, i) => [`gradient of ${name}`, gradients[i]!])),
    };
  };
}

describe('a recurrent layer', () => {
  it.each([1, 2, 5])('gives the states and gradients of its definition over %i positions', async (length) => {
    const random = new Random(length);
    const given = {
      ...recurrentLayer(random, 'rnn', 3, hidden),
      'rnn.input.bias': normal(random, 1, hidden),
      'rnn.state.bias': normal(random, 1, hidden),
      x: normal(random, 1, 2, length, 3),
    };
    const expected = await runOn(referenceDevice, withGradients(byDefinition), given);
    for (const device of [createCpuDevice({ threads: 1 }), referenceDevice]) {
      const found = await runOn(
        device,
        withGradients((inputs) => recurrent(inputs, 'rnn', inputs['x']!)),
        given,
      );
      expect(Object.keys(found)).toEqual(Object.keys(expected));
      const far = Object.keys(expected).filter((name) => difference(found[name]!, expected[name]!) > 1e-5);
      expect(far).toEqual([]);
    }
  });
});
