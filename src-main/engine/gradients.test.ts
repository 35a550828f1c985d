import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { referenceDevice } from './reference.ts';
import { disagreement, runOn } from './kernels/kernel.testing.ts';
import { flags, floats, ints } from './kernels/values.ts';
import type { HostTensor, Program } from './types.ts';

type Inputs = Record<string, Tensor>;

/** Gradients of the sum of f, weighted with numbers that are all different. */
function gradientsOf(f: (inputs: Inputs) => Tensor, names: readonly string[]): Program {
  return (inputs) => {
    const weighted = (...given: Tensor[]) => {
      const all = { ...inputs, ...Object.fromEntries(names.map((name, i) => [name, given[i]!])) };
      const y = f(all);
      const weights = tf.reshape(tf.slice(tf.linspace(-1, 1, y.size + 1), 0, y.size), y.shape);
      return tf.sum(tf.mul(y, weights));
    };
    const results = tf.grads(weighted)(names.map((name) => inputs[name]!));
    return Object.fromEntries(results.map((gradient, i) => [`gradient of ${names[i]!}`, gradient]));
  };
}

/** The largest difference between gradients and central differences of TensorFlow.js's own forward pass. */
async function errorOfGradients(
  f: (inputs: Inputs) => Tensor,
  inputs: Record<string, HostTensor>,
  names: readonly string[],
): Promise<number> {
  const step = 1e-2;
  const gradients = await runOn(referenceDevice, gradientsOf(f, names), inputs);
  const forward: Program = (given) => {
    const y = f(given);
    const weights = tf.reshape(tf.slice(tf.linspace(-1, 1, y.size + 1), 0, y.size), y.shape);
    return { y: tf.sum(tf.mul(y, weights)) };
  };
  const valueWith = async (name: string, at: number, change: number): Promise<number> => {
    const tensor = inputs[name]!;
    const data = Float32Array.from(tensor.data);
    data[at] = data[at]! + change;
    const moved = { ...inputs, [name]: { ...tensor, data } };
    return (await runOn(referenceDevice, forward, moved))['y']!.data[0]!;
  };
  let largest = 0;
  for (const name of names) {
    for (const at of inputs[name]!.data.keys()) {
      const slope = ((await valueWith(name, at, step)) - (await valueWith(name, at, -step))) / (2 * step);
      largest = Math.max(
        largest,
        Math.abs(slope - gradients[`gradient of ${name}`]!.data[at]!) / (1 + Math.abs(slope)),
      );
    }
  }
  return largest;
}

const x = floats([3, 4], 1, -2, 2);
const positive = floats([3, 4], 2, 0.5, 2);
const mask = flags([3, 4], 3);

interface Case {
  f: (inputs: Inputs) => Tensor;
  inputs: Record<string, HostTensor>;
  /** With respect to these. */
  to?: string[];
}

const cases: Record<string, Case> = {
  'add, sub, mul, div with broadcasting': {
    f: ({ a, b, c }) => tf.div(tf.sub(tf.mul(tf.add(a!, b!), c!), a!), tf.square(c!)),
    inputs: { a: x, b: floats([4], 5), c: floats([3, 1], 6, 0.5, 2) },
    to: ['a', 'b', 'c'],
  },
  'powers and roots': {
    f: ({ a }) => tf.add(tf.add(tf.sqrt(a!), tf.rsqrt(a!)), tf.add(tf.pow(a!, 3), tf.reciprocal(a!))),
    inputs: { a: positive },
  },
  'exponentials and logarithms': {
    f: ({ a }) => tf.add(tf.add(tf.log(a!), tf.exp(a!)), tf.add(tf.log1p(a!), tf.expm1(a!))),
    inputs: { a: positive },
  },
  activations: {
    f: ({ a }) =>
      tf.addN([tf.tanh(a!), tf.sigmoid(a!), tf.relu(a!), tf.elu(a!), tf.softplus(a!), tf.erf(a!)]),
    inputs: { a: x },
  },
  'sine and cosine': { f: ({ a }) => tf.mul(tf.sin(a!), tf.cos(a!)), inputs: { a: x } },
  'maximum, minimum, clip, abs': {
    f: ({ a, b }) => tf.addN([tf.maximum(a!, b!), tf.minimum(a!, b!), tf.clipByValue(a!, -1, 1), tf.abs(a!)]),
    inputs: { a: x, b: floats([3, 4], 9) },
    to: ['a', 'b'],
  },
  'where with a condition on the input': {
    f: ({ a, m }) => tf.where(tf.logicalAnd(tf.greater(a!, 0.1), m!), tf.square(a!), tf.neg(a!)),
    inputs: { a: x, m: mask },
    to: ['a'],
  },
  'sums and means': {
    f: ({ a }) => tf.add(tf.sum(a!, 0), tf.mul(tf.mean(a!, 1, true), tf.mean(a!))),
    inputs: { a: x },
  },
  'largest and product': { f: ({ a }) => tf.mul(tf.max(a!, 1), tf.prod(a!, 1)), inputs: { a: x } },
  'softmax and log-softmax': {
    f: ({ a }) => tf.add(tf.softmax(a!), tf.logSoftmax(a!)),
    inputs: { a: x },
  },
  'log-sum-exp': { f: ({ a }) => tf.logSumExp(a!, 1), inputs: { a: x } },
  'matMul, plain and transposed': {
    f: ({ a, b, c }) => tf.matMul(tf.matMul(a!, b!), c!, true, true),
    inputs: { a: x, b: floats([4, 2], 4), c: floats([5, 3], 5) },
    to: ['a', 'b', 'c'],
  },
  'matMul with a matrix that all of the batch share': {
    f: ({ a, b }) => tf.matMul(a!, b!, false, true),
    inputs: { a: floats([2, 3, 4]), b: floats([1, 5, 4], 2) },
    to: ['a', 'b'],
  },
  'matMul of a batch with one matrix in front': {
    f: ({ a, b }) => tf.matMul(b!, a!, true),
    inputs: { a: floats([2, 3, 4]), b: floats([3, 2], 2) },
    to: ['a', 'b'],
  },
  'reshape, transpose, tile, pad, slice': {
    f: ({ a }) =>
      tf.slice(
        tf.pad(tf.tile(tf.transpose(tf.reshape(a!, [2, 2, 3]), [2, 0, 1]), [1, 2, 1]), [
          [1, 0],
          [0, 1],
          [1, 1],
        ]),
        [0, 1, 0],
        [3, 3, 3],
      ),
    inputs: { a: x },
  },
  'concat, stack, unstack, split': {
    f: ({ a }) => {
      const [one, two, three] = tf.unstack(a!);
      const [left, right] = tf.split(a!, 2, 1);
      const stacked = tf.stack([tf.mul(one!, two!), three!], 1);
      return tf.concat([
        tf.reshape(stacked, [2, 4]),
        tf.reshape(tf.slice(tf.mul(left!, right!), [0, 0], [2, 2]), [1, 4]),
      ]);
    },
    inputs: { a: x },
  },
  'gather with rows that repeat': {
    f: ({ a, i }) => tf.gather(a!, i!),
    inputs: { a: x, i: { shape: [2, 3], dtype: 'int32', data: Int32Array.of(0, 2, 2, 1, 0, 2) } },
    to: ['a'],
  },
  'gather along a later axis': {
    f: ({ a, i }) => tf.gather(a!, i!, 1),
    inputs: { a: x, i: { shape: [3], dtype: 'int32', data: Int32Array.of(3, 0, 3) } },
    to: ['a'],
  },
  'gather with a batch axis': {
    f: ({ a, i }) => tf.gather(a!, i!, 2, 1),
    inputs: { a: floats([2, 2, 3]), i: { shape: [2, 2], dtype: 'int32', data: Int32Array.of(2, 0, 1, 1) } },
    to: ['a'],
  },
  'gatherND and scatterND': {
    f: ({ a, i }) => tf.add(tf.scatterND(i!, tf.gatherND(a!, i!), [3, 4]), a!),
    inputs: { a: x, i: { shape: [2, 2], dtype: 'int32', data: Int32Array.of(0, 1, 2, 3) } },
    to: ['a'],
  },
  'segment sum': {
    f: ({ a, i }) => tf.square(tf.unsortedSegmentSum(a!, i as tf.Tensor1D, 2)),
    inputs: { a: x, i: { shape: [3], dtype: 'int32', data: Int32Array.of(1, 0, 1) } },
    to: ['a'],
  },
  'cumulative sum': { f: ({ a }) => tf.cumsum(a!, 1, true, true), inputs: { a: x } },
  'layer normalisation': {
    f: ({ a }) => {
      const centred = tf.sub(a!, tf.mean(a!, -1, true));
      return tf.mul(centred, tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5)));
    },
    inputs: { a: x },
  },
  'normalisation to length 1': {
    f: ({ a }) => tf.div(a!, tf.maximum(tf.norm(a!, 2, -1, true), 1e-6)),
    inputs: { a: x },
  },
  'class-weighted cross entropy': {
    f: ({ a, labels, weights }) => {
      const truth = tf.cast(tf.oneHot(labels!, 4), 'float32');
      const likelihood = tf.sum(tf.mul(tf.logSoftmax(a!), truth), -1);
      return tf.neg(tf.div(tf.sum(tf.mul(likelihood, weights!)), tf.sum(weights!)));
    },
    inputs: { a: x, labels: ints([3], 1, 0, 3), weights: floats([3], 2, 0.5, 2) },
    to: ['a'],
  },
  'fused matMul': {
    f: ({ a, b, bias }) => tf.fused.matMul({ a: a!, b: b!, bias: bias!, activation: 'relu' }),
    inputs: { a: x, b: floats([4, 2], 4), bias: floats([2], 5) },
    to: ['a', 'b', 'bias'],
  },
  'a matMul of float32 cast from a comparison': {
    f: ({ a }) => tf.mul(a!, tf.cast(tf.lessEqual(a!, 0.3), 'float32')),
    inputs: { a: x },
  },
};

describe('gradients', () => {
  it.each(Object.entries(cases))('of %s are the same compiled', async (_, { f, inputs, to = ['a'] }) => {
    expect(await disagreement(gradientsOf(f, to), inputs)).toBe('');
  });

  it.each(Object.entries(cases))('of %s are slopes', async (_, { f, inputs, to = ['a'] }) => {
    expect(await errorOfGradients(f, inputs, to)).toBeLessThan(2e-2);
  });
});
