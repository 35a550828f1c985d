import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { multiHeadAttention } from '../../src-main/models/attention.ts';
import { crossEntropy, layerNorm, linear, type Parameters } from '../../src-main/models/layers.ts';
import { checkTraining } from './check-training.ts';
import { goldenMissing, why, loadCase } from './reference-case.ts';
import { devices, separated } from './run-case.ts';

// The mathematics of recipes that are to come: what they need of the engine is there.

/** Tanh recurrent cell over (B, L, D), attention over its real steps, two linear layers. */
function recurrentAttention(params: Parameters, batch: Parameters) {
  const words = tf.gather(params['embeddings.weight']!, batch['tokens']!);
  const part = (x: Tensor, name: string) => {
    const weight = params[`rnn.weight_${name}_l0`] as Tensor2D;
    return tf.add(tf.matMul(x as Tensor2D, weight, false, true), params[`rnn.bias_${name}_l0`]!);
  };
  const [size] = words.shape;
  let state: Tensor = tf.zeros([size, params['rnn.bias_hh_l0']!.size]);
  const states = tf.unstack(words, 1).map((x) => (state = tf.tanh(tf.add(part(x, 'ih'), part(state, 'hh')))));
  const outputs = tf.stack(states, 1);
  const mask = tf.cast(batch['mask']!, 'float32');
  const scores = tf.squeeze(linear(params, 'attn', outputs), [2]);
  const attention = tf.softmax(tf.add(scores, tf.mul(tf.sub(mask, 1), 1e9)));
  const pooled = tf.squeeze(tf.matMul(tf.expandDims(attention, 1), outputs), [1]);
  const logits = linear(params, 'fc2', linear(params, 'fc1', pooled));
  const labels = batch['labels']!;
  const loss = crossEntropy(logits, labels, tf.gather(batch['class_weights']!, labels));
  return { loss, outputs: { logits, attention } };
}

/** Binary cross entropy of the dot products of a word with its neighbour and with words drawn at random. */
function skipGram(params: Parameters, batch: Parameters) {
  const target = tf.gather(params['target_embeddings.weight']!, batch['target']!);
  const contexts = tf.gather(params['context_embeddings.weight']!, batch['contexts']!);
  const scores = tf.sum(tf.mul(tf.expandDims(target, 1), contexts), -1);
  const loss = tf.mean(tf.sub(tf.softplus(scores), tf.mul(scores, batch['labels']!)));
  return { loss, outputs: { scores } };
}

/** One post-norm block over the bins of a row, their mean, a linear layer. */
function binTransformer(params: Parameters, batch: Parameters, heads: number) {
  const x = tf.gather(params['embedding.weight']!, batch['bins']!);
  const own = separated(params, 'encoder.self_attn', 'a');
  const y = layerNorm(
    params,
    'encoder.norm1',
    tf.add(x, multiHeadAttention(own, 'a', x, x, { heads }).output),
  );
  const inner = linear(params, 'encoder.linear2', tf.relu(linear(params, 'encoder.linear1', y)));
  const logits = linear(params, 'fc', tf.mean(layerNorm(params, 'encoder.norm2', tf.add(y, inner)), 1));
  const labels = batch['labels']!;
  return { loss: crossEntropy(logits, labels, tf.ones(labels.shape)), outputs: { logits } };
}

describe.skipIf(goldenMissing)(`the reference cases of recipes to come${why}`, () => {
  describe.each(['dense', 'by used rows'])('tables %s', (tables) => {
    const dense = tables === 'dense';

    it.each(devices)('recurrent attention, %s', async (_, device) => {
      const reference = await loadCase('rnn_attention');
      const far = await checkTraining(device, {
        reference,
        inputs: ['tokens', 'mask', 'labels', 'class_weights'],
        loss: recurrentAttention,
        optimizer: { kind: 'adam' },
        learningRates: reference.numbers('losses').map(() => 1e-3),
        idle: ['attn.bias'],
        lookups: dense ? {} : { tokens: 'embeddings.weight' },
      });
      expect(far).toEqual([]);
    });

    it.each(devices)('word2vec, %s', async (_, device) => {
      const reference = await loadCase('word2vec');
      const far = await checkTraining(device, {
        reference,
        inputs: ['target', 'contexts', 'labels'],
        loss: skipGram,
        optimizer: { kind: 'sgd' },
        learningRates: reference.numbers('losses').map(() => 0.05),
        lookups: dense ? {} : { target: 'target_embeddings.weight', contexts: 'context_embeddings.weight' },
      });
      expect(far).toEqual([]);
    });
  });

  it.each(devices)('price transformer, from its bins, %s', async (_, device) => {
    const reference = await loadCase('price_transformer');
    const far = await checkTraining(device, {
      reference,
      inputs: ['bins', 'labels'],
      loss: (params, batch) => binTransformer(params, batch, reference.heads),
      optimizer: { kind: 'adam' },
      learningRates: reference.numbers('losses').map(() => 1e-3),
    });
    expect(far).toEqual([]);
  });
});
