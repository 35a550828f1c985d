import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { multiHeadAttention } from '../../src-main/models/attention.ts';
import { documentAttention } from '../../src-main/models/document-attention.ts';
import { crossEntropy, keepAll, linear, type Parameters } from '../../src-main/models/layers.ts';
import { rnnAttention } from '../../src-main/models/rnn-attention.ts';
import { simpleTransformer } from '../../src-main/models/simple-transformer.ts';
import { checkTraining } from './check-training.ts';
import { loadCase, type ReferenceCase } from './reference-case.ts';
import { devices, quickDevices, renamed, separated } from './run-case.ts';

describe('the reference cases of training', () => {
  it.each(quickDevices)('contextual sentiment, %s', async (_, device) => {
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

  /** The case's tokens as the examples that a text model reads. */
  const examplesOf = (batch: Parameters) => {
    const tokens = batch['tokens']!;
    const mask = batch['mask'] ? tf.cast(batch['mask'], 'float32') : tf.ones(tokens.shape);
    return { tokens, mask, input: tf.range(0, tokens.shape[0], 1, 'int32'), window: null, windowMask: null };
  };

  const documents = (reference: ReferenceCase) => {
    const [width, heads] = reference.get('w.heads').shape as [number, number];
    const options = { heads, kind: 'soft', localWidth: 1, maxTokens: 1, positions: false } as const;
    const model = documentAttention({ ...options, width, layers: 0, classes: 1 });
    return (params: Parameters, batch: Parameters) => {
      const named = {
        words: params['embedding.weight']!,
        'attention.scores.weight': tf.transpose(params['heads']!),
        'classifier.weight': params['linear.weight']!,
        'classifier.bias': params['linear.bias']!,
      };
      const classified = model.apply(named, examplesOf(batch), keepAll);
      const logits = tf.squeeze(classified.logits, [1]);
      const loss = tf.mean(tf.sub(tf.softplus(logits), tf.mul(logits, batch['labels']!)));
      const attention = tf.transpose(classified.attention!, [0, 2, 1]);
      return { loss, outputs: { probability: tf.sigmoid(logits), attention } };
    };
  };

  describe.each(['dense', 'by used rows'])('document attention, embedding %s', (embedding) => {
    it.each(embedding === 'dense' ? quickDevices : devices)('%s', async (_, device) => {
      const reference = await loadCase('document_attention');
      const far = await checkTraining(device, {
        reference,
        inputs: ['tokens', 'mask', 'labels'],
        loss: documents(reference),
        optimizer: { kind: 'adamw', weightDecay: 0.01 },
        learningRates: reference.numbers('losses').map(() => 5e-4),
        ...(embedding === 'dense' ? {} : { lookups: { tokens: 'embedding.weight' } }),
      });
      expect(far).toEqual([]);
    });
  });

  const transformers = (reference: ReferenceCase) => {
    const { heads } = reference;
    const [, length, width] = reference.get('w.positional_encoding').shape as [number, number, number];
    const inner = reference.get('w.feed_forward.0.bias').shape[0]!;
    const classes = reference.get('w.classifier.bias').shape[0]!;
    const model = simpleTransformer({ width, heads, layers: 1, inner, maxTokens: length, classes });
    const names = {
      'layer_norm1.': 'block.0.norm1.',
      'layer_norm2.': 'block.0.norm2.',
      'feed_forward.0.': 'block.0.inner.',
      'feed_forward.2.': 'block.0.outer.',
      'classifier.': 'classifier.',
    };
    return (params: Parameters, batch: Parameters) => {
      const named = {
        words: params['embedding.weight']!,
        positions: tf.squeeze(params['positional_encoding']!, [0]),
        ...separated(params, 'self_attention', 'block.0.attention'),
        ...renamed(params, names),
      };
      const { logits } = model.apply(named, examplesOf(batch), keepAll);
      const labels = batch['labels']!;
      return { loss: crossEntropy(logits, labels, tf.ones(labels.shape)), outputs: { logits } };
    };
  };

  describe.each(['dense', 'by used rows'])('simple transformer, embedding %s', (embedding) => {
    it.each(embedding === 'dense' ? devices : quickDevices)('%s', async (_, device) => {
      const reference = await loadCase('simple_transformer');
      const far = await checkTraining(device, {
        reference,
        inputs: ['tokens', 'labels'],
        loss: transformers(reference),
        optimizer: { kind: 'adam' },
        learningRates: reference.numbers('losses').map(() => 1e-3),
        ...(embedding === 'dense' ? {} : { lookups: { tokens: 'embedding.weight' } }),
      });
      expect(far).toEqual([]);
    });
  });

  const recurrent = (reference: ReferenceCase) => {
    const [hidden, width] = reference.get('w.rnn.weight_ih_l0').shape as [number, number];
    const classes = reference.get('w.fc2.bias').shape[0]!;
    const model = rnnAttention({ width, hidden, classes, kind: 'soft', localWidth: 1 });
    const names = {
      'embeddings.weight': 'words',
      'rnn.weight_ih_l0': 'rnn.input.weight',
      'rnn.bias_ih_l0': 'rnn.input.bias',
      'rnn.weight_hh_l0': 'rnn.state.weight',
      'rnn.bias_hh_l0': 'rnn.state.bias',
      'attn.': 'attention.scores.',
      'fc1.': 'inner.',
      'fc2.': 'classifier.',
    };
    return (params: Parameters, batch: Parameters) => {
      const classified = model.apply(renamed(params, names), examplesOf(batch), keepAll);
      const labels = batch['labels']!;
      const loss = crossEntropy(classified.logits, labels, tf.gather(batch['class_weights']!, labels));
      const attention = tf.squeeze(classified.attention!, [1]);
      return { loss, outputs: { logits: classified.logits, attention } };
    };
  };

  describe.each(['dense', 'by used rows'])('recurrent attention, embedding %s', (embedding) => {
    it.each(embedding === 'dense' ? quickDevices : devices)('%s', async (_, device) => {
      const reference = await loadCase('rnn_attention');
      const far = await checkTraining(device, {
        reference,
        inputs: ['tokens', 'mask', 'labels', 'class_weights'],
        loss: recurrent(reference),
        optimizer: { kind: 'adam' },
        learningRates: reference.numbers('losses').map(() => 1e-3),
        idle: ['attn.bias'],
        ...(embedding === 'dense' ? {} : { lookups: { tokens: 'embeddings.weight' } }),
      });
      expect(far).toEqual([]);
    });
  });
});
