import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { multiHeadAttention } from '../../src-main/models/attention.ts';
import { crossEntropy, layerNorm, linear, type Parameters } from '../../src-main/models/layers.ts';
import { skipGramInputs, skipGramLoss, skipGramScores } from '../../src-main/models/word2vec.ts';
import { checkTraining } from './check-training.ts';
import { goldenMissing, why, loadCase } from './reference-case.ts';
import { devices, separated } from './run-case.ts';

// The mathematics of recipes that are to come: what they need of the engine is there.

/** The recipe's loss under the case's names. */
function skipGram(params: Parameters, batch: Parameters) {
  const named = {
    words: params['target_embeddings.weight']!,
    contexts: params['context_embeddings.weight']!,
  };
  const inputs = skipGramInputs(batch);
  return { loss: skipGramLoss(named, inputs), outputs: { scores: skipGramScores(named, inputs) } };
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
