import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { multiHeadAttention } from '../../src-main/models/attention.ts';
import { crossEntropy, layerNorm, linear, type Parameters } from '../../src-main/models/layers.ts';
import { checkTraining } from './check-training.ts';
import { goldenMissing, why, loadCase } from './reference-case.ts';
import { devices, separated } from './run-case.ts';

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
        ...(embedding === 'dense' ? {} : { lookups: { tokens: 'embedding.weight' } }),
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
        ...(embedding === 'dense' ? {} : { lookups: { tokens: 'embedding.weight' } }),
      });
      expect(far).toEqual([]);
    });
  });
});
