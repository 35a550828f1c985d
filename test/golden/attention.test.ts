import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { attend, causalMask, multiHeadAttention, perKey } from '../../src-main/models/attention.ts';
import { linear } from '../../src-main/models/layers.ts';
import { loadCase } from './reference-case.ts';
import { gradientProgram, quickDevices, runProgram, separated } from './run-case.ts';

describe('the reference cases of attention', () => {
  it.each(quickDevices)('single head, %s', async (_, device) => {
    const reference = await loadCase('attention');
    const results = await runProgram(
      device,
      (inputs) => {
        const project = (name: string, x: tf.Tensor) =>
          tf.expandDims(tf.expandDims(linear(inputs, name, x), 0), 0);
        const [x, z] = [inputs['X']!, inputs['Z']!];
        const query = project('w.W_q', x);
        const mask = perKey(tf.cast(tf.expandDims(inputs['context_mask']!, 0), 'float32'));
        const cross = attend(query, project('w.W_k', z), project('w.W_v', z), mask);
        const self = attend(
          query,
          project('w.self_W_k', x),
          project('w.self_W_v', x),
          causalMask(reference.get('X').shape[0]!, reference.get('X').shape[0]!),
        );
        const flat = (tensor: tf.Tensor) => tf.squeeze(tensor, [0, 1]);
        return {
          weights: flat(cross.weights),
          output: flat(cross.output),
          self_weights: flat(self.weights),
          self_output: flat(self.output),
        };
      },
      Object.fromEntries(
        Object.entries(reference.tensors).filter(([name]) => /^(w\.|X$|Z$|context_mask$)/.test(name)),
      ),
    );
    for (const name of ['weights', 'output', 'self_weights', 'self_output']) {
      expect([name, reference.distance(name, results[name]) <= reference.tolerance]).toEqual([name, true]);
    }
  });

  it.each(quickDevices)('several heads and their gradients, %s', async (_, device) => {
    const reference = await loadCase('multihead_attention');
    const weights = reference.under('w.');
    const inputs = {
      ...weights,
      query: reference.get('query'),
      context: reference.get('context'),
      context_mask: reference.get('context_mask'),
    };
    const attention = (given: Record<string, tf.Tensor>) =>
      multiHeadAttention(separated(given, '', 'a'), 'a', given['query']!, given['context']!, {
        heads: reference.heads,
        mask: tf.cast(given['context_mask']!, 'float32'),
      });
    const loss = (given: Record<string, tf.Tensor>) => {
      const { output } = attention(given);
      return tf.sum(tf.mul(tf.reshape(output, [-1]), tf.linspace(-1, 1, output.size)));
    };
    const forward = await runProgram(
      device,
      (given) => ({ ...attention(given), loss: tf.reshape(loss(given), [1]) }),
      inputs,
    );
    const gradients = await runProgram(
      device,
      gradientProgram(['query', 'context', ...Object.keys(weights)], loss),
      inputs,
    );
    for (const [name, tensor] of Object.entries({ ...forward, ...gradients })) {
      expect([name, reference.distance(name, tensor) <= reference.tolerance]).toEqual([name, true]);
    }
  });
});
