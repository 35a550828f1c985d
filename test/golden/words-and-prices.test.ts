import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { crossEntropy, keepAll, type Parameters, parameter } from '../../src-main/models/layers.ts';
import { priceTransformer } from '../../src-main/models/price-transformer.ts';
import { skipGramLoss, skipGramScores } from '../../src-main/models/word2vec.ts';
import { binOf, equalWidth } from '../../src-main/recipes/price-transformer/binning.ts';
import { checkTraining } from './check-training.ts';
import { loadCase } from './reference-case.ts';
import { devices, quickDevices, renamed, separated } from './run-case.ts';

/** The recipe's loss under the case's names. */
function skipGram(params: Parameters, batch: Parameters) {
  const named = {
    words: params['target_embeddings.weight']!,
    contexts: params['context_embeddings.weight']!,
  };
  const inputs = {
    target: parameter(batch, 'target'),
    contexts: parameter(batch, 'contexts'),
    labels: parameter(batch, 'labels'),
  };
  return { loss: skipGramLoss(named, inputs), outputs: { scores: skipGramScores(named, inputs) } };
}

const names = {
  'embedding.weight': 'embedding',
  'encoder.norm1.': 'block.0.norm1.',
  'encoder.norm2.': 'block.0.norm2.',
  'encoder.linear1.': 'block.0.inner.',
  'encoder.linear2.': 'block.0.outer.',
  'fc.': 'classifier.',
};

describe('the reference cases of words and prices', () => {
  describe.each(['dense', 'by used rows'])('word2vec, tables %s', (tables) => {
    const dense = tables === 'dense';

    it.each(dense ? quickDevices : devices)('%s', async (_, device) => {
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

  it.each(quickDevices)('price transformer, %s', async (_, device) => {
    const reference = await loadCase('price_transformer');
    const far = await checkTraining(device, {
      reference,
      inputs: ['bins', 'labels'],
      loss: (params, batch) => {
        const named = {
          ...separated(params, 'encoder.self_attn', 'block.0.attention'),
          ...renamed(params, names),
        };
        const options = { heads: reference.heads, layers: 1 };
        const logits = priceTransformer(named, batch['bins']!, options, keepAll);
        const labels = batch['labels']!;
        return { loss: crossEntropy(logits, labels, tf.ones(labels.shape)), outputs: { logits } };
      },
      optimizer: { kind: 'adam' },
      learningRates: reference.numbers('losses').map(() => 1e-3),
    });
    expect(far).toEqual([]);
  });

  it('bins of equal width over all values of a table', async () => {
    const reference = await loadCase('price_transformer');
    const values = reference.numbers('prices');
    const edges = equalWidth(values, reference.get('w.embedding.weight').shape[0]!);
    expect(values.map((value) => binOf(edges, value))).toEqual(reference.numbers('bins'));
  });
});
