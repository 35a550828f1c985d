import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createTrainer, type Loss } from '../../src-main/engine/trainer.ts';
import type { OptimizerOptions } from '../../src-main/engine/optimizer.ts';
import type { Device, HostTensor } from '../../src-main/engine/types.ts';
import { multiHeadAttention } from '../../src-main/models/attention.ts';
import { crossEntropy, layerNorm, linear, type Parameters } from '../../src-main/models/layers.ts';
import { goldenMissing, why, loadCase, type ReferenceCase } from './reference-case.ts';
import { devices, gradientProgram, runProgram, separated } from './run-case.ts';

interface Training {
  reference: ReferenceCase;
  /** Inputs of the case that make the batch. */
  inputs: readonly string[];
  /** Gives the loss and the outputs that the case knows. */
  loss: (params: Parameters, batch: Parameters) => { loss: Tensor; outputs: Record<string, Tensor> };
  optimizer: OptimizerOptions;
  learningRates: readonly number[];
  /** A table of the case, looked up by an input, stepped by its used rows only. */
  table?: { name: string; input: string };
}

/** Checks outputs, first gradients, the losses of some steps and the parameters after them. */
async function checkTraining(device: Device, training: Training): Promise<string[]> {
  const { reference, loss, optimizer, learningRates, table } = training;
  const weights = reference.under('w.');
  const batch = Object.fromEntries(training.inputs.map((name) => [name, reference.get(name)]));
  const far: string[] = [];
  const check = (name: string, tensor: HostTensor | undefined) => {
    if (!(reference.distance(name, tensor) <= reference.tolerance)) far.push(name);
  };

  const inputs = { ...weights, ...batch };
  const program = gradientProgram(Object.keys(weights), (given) => loss(given, given).loss);
  for (const [name, tensor] of Object.entries(await runProgram(device, program, inputs))) check(name, tensor);
  const forward = await runProgram(device, (given) => loss(given, given).outputs, inputs);
  for (const [name, tensor] of Object.entries(forward)) check(name, tensor);

  const dense = Object.entries(weights).filter(([name]) => name !== table?.name);
  const trainer = createTrainer({
    device,
    params: Object.fromEntries(dense),
    ...(table && {
      tables: { [table.name]: weights[table.name]! },
      lookups: { [table.input]: table.name },
    }),
    loss: loss satisfies Loss,
    optimizer,
    seed: 1,
  });
  const losses = reference.numbers('losses');
  for (const [i, learningRate] of learningRates.entries()) {
    const result = await trainer.step(batch, { learningRate });
    if (!(Math.abs(result.loss - losses[i]!) <= reference.tolerance)) far.push(`loss ${i}`);
  }
  const state = await trainer.state();
  const lazy = table !== undefined && (optimizer.weightDecay ?? 0) > 0 ? table.name : undefined;
  for (const [name, tensor] of Object.entries({ ...state.params, ...state.tables })) {
    // A key's bias adds the same to all scores of a query, so its gradient is 0 but for rounding, and Adam divides
    // rounding by rounding: what becomes of it is chance, in PyTorch too, and changes nothing.
    if (name.endsWith('in_proj_bias')) check(`after.${name}`, withoutKeys(tensor, reference, name));
    // Rows that no batch uses keep their weights, where PyTorch's weight decay reaches them.
    else if (name === lazy) check(`after.${name}`, decayedElsewhere(tensor, reference, training));
    else check(`after.${name}`, tensor);
  }
  await trainer.dispose();
  return far;
}

/** The biases with the case's own for the keys, if the case agrees that these have no gradient. */
function withoutKeys(tensor: HostTensor, reference: ReferenceCase, name: string): HostTensor {
  const third = tensor.data.length / 3;
  const isKey = (i: number) => i >= third && i < 2 * third;
  const gradient = reference.numbers(`grad.${name}`);
  if (gradient.some((value, i) => isKey(i) && Math.abs(value) > 1e-6)) return tensor;
  const expected = reference.numbers(`after.${name}`);
  return { ...tensor, data: Float32Array.from(tensor.data, (value, i) => (isKey(i) ? expected[i]! : value)) };
}

/** The table with PyTorch's weight decay on the rows that were never used. */
function decayedElsewhere(tensor: HostTensor, reference: ReferenceCase, training: Training): HostTensor {
  const used = new Set(reference.numbers(training.table!.input));
  const width = tensor.shape[1]!;
  const decay = training.learningRates.reduce(
    (product, rate) => product * (1 - rate * training.optimizer.weightDecay!),
    1,
  );
  const data = Float32Array.from(tensor.data, (value, i) =>
    used.has(Math.floor(i / width)) ? value : value * decay,
  );
  return { ...tensor, data };
}

describe.skipIf(goldenMissing)(`the reference cases of training${why}`, () => {
  it.each(devices)('contextual sentiment, %s', async (_, device) => {
    const reference = await loadCase('contextual_sentiment');
    const far = await checkTraining(device, {
      reference,
      inputs: ['input', 'context', 'context_mask', 'labels'],
      loss: (params, batch) => {
        const { output } = multiHeadAttention(
          separated(params, 'cross_attention', 'a'),
          'a',
          tf.expandDims(batch['input']!, 1),
          batch['context']!,
          { heads: reference.heads, mask: tf.cast(batch['context_mask']!, 'float32') },
        );
        const logits = linear(params, 'classifier', tf.squeeze(output, [1]));
        const labels = batch['labels']!;
        return { loss: crossEntropy(logits, labels, tf.ones(labels.shape)), outputs: { logits } };
      },
      optimizer: { kind: 'adamw', weightDecay: 0.01 },
      learningRates: reference.numbers('lrs'),
    });
    expect(far).toEqual([]);
  });

  const documentAttention = (params: Parameters, batch: Parameters) => {
    const words = tf.gather(params['embedding.weight']!, batch['tokens']!);
    const [size, length, width] = words.shape as [number, number, number];
    const scores = tf.reshape(tf.matMul(tf.reshape(words, [-1, width]), params['heads']!), [
      size,
      length,
      -1,
    ]);
    const outside = tf.mul(tf.sub(tf.cast(tf.expandDims(batch['mask']!, -1), 'float32'), 1), 1e9);
    const attention = tf.transpose(tf.softmax(tf.transpose(tf.add(scores, outside), [0, 2, 1])), [0, 2, 1]);
    const averages = tf.matMul(attention, words, true);
    const logits = tf.squeeze(linear(params, 'linear', tf.reshape(averages, [size, -1])), [1]);
    const labels = batch['labels']!;
    const loss = tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, labels)));
    return { loss, outputs: { probability: tf.sigmoid(logits), attention } };
  };

  describe.each(['dense', 'by used rows'])('document attention, embedding %s', (embedding) => {
    it.each(devices)('%s', async (_, device) => {
      const reference = await loadCase('document_attention');
      const far = await checkTraining(device, {
        reference,
        inputs: ['tokens', 'mask', 'labels'],
        loss: documentAttention,
        optimizer: { kind: 'adamw', weightDecay: 0.01 },
        learningRates: reference.numbers('losses').map(() => 5e-4),
        ...(embedding === 'dense' ? {} : { table: { name: 'embedding.weight', input: 'tokens' } }),
      });
      expect(far).toEqual([]);
    });
  });

  describe.each(['dense', 'by used rows'])('simple transformer, embedding %s', (embedding) => {
    it.each(devices)('%s', async (_, device) => {
      const reference = await loadCase('simple_transformer');
      const far = await checkTraining(device, {
        reference,
        inputs: ['tokens', 'labels'],
        loss: (params, batch) => {
          const words = tf.gather(params['embedding.weight']!, batch['tokens']!);
          const [, length, width] = words.shape as [number, number, number];
          const positions = tf.slice(params['positional_encoding']!, [0, 0, 0], [1, length, width]);
          const x = tf.add(words, positions);
          const { output } = multiHeadAttention(separated(params, 'self_attention', 'a'), 'a', x, x, {
            heads: reference.heads,
          });
          const y = layerNorm(params, 'layer_norm1', tf.add(x, output));
          const inner = linear(params, 'feed_forward.2', tf.relu(linear(params, 'feed_forward.0', y)));
          const z = layerNorm(params, 'layer_norm2', tf.add(y, inner));
          const logits = linear(params, 'classifier', tf.mean(z, 1));
          const labels = batch['labels']!;
          return { loss: crossEntropy(logits, labels, tf.ones(labels.shape)), outputs: { logits } };
        },
        optimizer: { kind: 'adam' },
        learningRates: reference.numbers('losses').map(() => 1e-3),
        ...(embedding === 'dense' ? {} : { table: { name: 'embedding.weight', input: 'tokens' } }),
      });
      expect(far).toEqual([]);
    });
  });
});
