import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gelu } from '../fused/gelu.ts';
import { layerNorm } from '../fused/layer-norm.ts';
import { bool } from '../host.ts';
import { ints } from '../kernels/values.ts';
import { apart, wrongSlopeOn } from './slopes.ts';

describe('gradients of layers are slopes', () => {
  it('a tanh recurrent cell over five steps', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ x, state, input, recurrent, bias }) =>
          tf
            .unstack(x!, 1)
            .reduce(
              (hidden, now) =>
                tf.tanh(tf.add(tf.add(tf.matMul(now, input!), tf.matMul(hidden, recurrent!)), bias!)),
              state!,
            ),
        inputs: {
          x: apart([2, 5, 3], seed, -1, 1),
          state: apart([2, 4], seed + 1, -1, 1),
          input: apart([3, 4], seed + 2, -1, 1),
          recurrent: apart([4, 4], seed + 3, -1, 1),
          bias: apart([4], seed + 4, -1, 1),
        },
        to: ['x', 'state', 'input', 'recurrent', 'bias'],
      })),
    ).toBe('');
  });

  it('an LSTM cell over three steps', async () => {
    expect(
      await wrongSlopeOn(
        fc.nat(99),
        (seed) => ({
          f: ({ x, kernel, bias }) => {
            let [cell, hidden] = [tf.zeros([2, 3]), tf.zeros([2, 3])] as [tf.Tensor2D, tf.Tensor2D];
            for (const now of tf.unstack(x!, 1)) {
              [cell, hidden] = tf.basicLSTMCell(
                tf.scalar(1),
                kernel as tf.Tensor2D,
                bias as tf.Tensor1D,
                now as tf.Tensor2D,
                cell,
                hidden,
              );
            }
            return hidden;
          },
          inputs: {
            x: apart([2, 3, 2], seed, -1, 1),
            kernel: apart([5, 12], seed + 1, -1, 1),
            bias: apart([12], seed + 2, -1, 1),
          },
          to: ['x', 'kernel', 'bias'],
        }),
        4,
      ),
    ).toBe('');
  });

  it('layer normalisation with gain and shift', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ x, gain, shift }) => {
          const centred = tf.sub(x!, tf.mean(x!, -1, true));
          const deviation = tf.sqrt(tf.add(tf.mean(tf.square(centred), -1, true), 1e-5));
          return tf.add(tf.mul(tf.div(centred, deviation), gain!), shift!);
        },
        inputs: { x: apart([2, 3, 5], seed), gain: apart([5], seed + 1), shift: apart([5], seed + 2) },
        to: ['x', 'gain', 'shift'],
      })),
    ).toBe('');
  });

  it('softmax cross-entropy, weighted by class', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ logits, labels, weights }) => {
          const truth = tf.cast(tf.oneHot(labels!, 4), 'float32');
          const weight = tf.gather(weights!, labels!);
          const loss = tf.neg(tf.sum(tf.mul(truth, tf.logSoftmax(logits!)), -1));
          return tf.div(tf.sum(tf.mul(loss, weight)), tf.sum(weight));
        },
        inputs: {
          logits: apart([5, 4], seed),
          labels: ints([5], seed, 0, 3),
          weights: apart([4], seed + 1, 0.5, 2),
        },
        to: ['logits', 'weights'],
      })),
    ).toBe('');
  });

  it('masked attention of several heads', async () => {
    // The second text has two tokens, the last keys are padding.
    const mask = bool([2, 1, 1, 4], [true, true, true, true, true, true, false, false]);
    const heads = (x: tf.Tensor) => tf.transpose(tf.reshape(x, [2, -1, 2, 3]), [0, 2, 1, 3]);
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ query, key, value, mask }) => {
          const scores = tf.mul(tf.matMul(heads(query!), heads(key!), false, true), 1 / Math.sqrt(3));
          const weights = tf.softmax(tf.where(mask!, scores, tf.fill(scores.shape, -1e9)));
          return tf.reshape(tf.transpose(tf.matMul(weights, heads(value!)), [0, 2, 1, 3]), [2, 3, 6]);
        },
        inputs: {
          query: apart([2, 3, 6], seed, -1, 1),
          key: apart([2, 4, 6], seed + 1, -1, 1),
          value: apart([2, 4, 6], seed + 2),
          mask,
        },
        to: ['query', 'key', 'value'],
      })),
    ).toBe('');
  });

  it('the mean of embedded tokens, padding left out', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ table, tokens }) => {
          const real = tf.expandDims(tf.cast(tf.greater(tokens!, 0), 'float32'), -1);
          const sums = tf.sum(tf.mul(tf.gather(table!, tokens!), real), 1);
          return tf.div(sums, tf.maximum(tf.sum(real, 1), 1));
        },
        inputs: { table: apart([6, 3], seed), tokens: ints([4, 5], seed, 0, 5) },
        to: ['table'],
      })),
    ).toBe('');
  });

  it('layer normalisation with scale and shift', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ x, scale, shift }) => layerNorm(x!, scale!, shift!, 1e-5),
        inputs: {
          x: apart([2, 3, 6], seed),
          scale: apart([6], seed + 1),
          shift: apart([6], seed + 2),
        },
        to: ['x', 'scale', 'shift'],
      })),
    ).toBe('');
  });

  it('the Gaussian error linear unit', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ x }) => gelu(x!),
        inputs: { x: apart([2, 3, 4], seed) },
        to: ['x'],
      })),
    ).toBe('');
  });
});
