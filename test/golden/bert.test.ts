import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { openBertCheckpoint } from '../../src-main/checkpoints/bert-checkpoint.ts';
import { wordEmbeddings } from '../../src-main/models/bert-parameters.ts';
import { bertDropout, classifyBert } from '../../src-main/models/bert.ts';
import { crossEntropy, type Parameters } from '../../src-main/models/layers.ts';
import { Random } from '../../src-main/random.ts';
import { checkTraining } from './check-training.ts';
import { goldenFolder, loadCase, ReferenceCase } from './reference-case.ts';
import { quickDevices } from './run-case.ts';

const checkpoint = join(goldenFolder, 'bert_checkpoint');

/** The case with its checkpoint's weights, and with nothing where the hidden states are padding. */
async function bertCase() {
  const plain = await loadCase('bert');
  const { config, parameters: weights } = await openBertCheckpoint(checkpoint, {
    head: 'published',
    random: new Random(1),
  });
  const hidden = plain.get('last_hidden_state');
  const mask = plain.get('attention_mask').data;
  const data = Float32Array.from(hidden.data, (value, i) => value * mask[Math.floor(i / hidden.shape[2]!)]!);
  const tensors = {
    ...plain.tensors,
    last_hidden_state: { ...hidden, data },
    ...Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [`w.${name}`, tensor])),
  };
  return {
    reference: new ReferenceCase(tensors, { tolerance: plain.tolerance }),
    config,
    names: Object.keys(weights),
  };
}

describe('the reference case of BERT', () => {
  describe.each(['dense', 'by used rows'])('word vectors %s', (words) => {
    it.each(quickDevices)('%s', async (_, device) => {
      const { reference, config, names } = await bertCase();
      const loss = (params: Parameters, batch: Parameters) => {
        const mask = tf.cast(batch['attention_mask']!, 'float32');
        const { hidden, pooled, logits, attentions } = classifyBert(
          params,
          { tokens: batch['input_ids']!, types: batch['token_type_ids']!, mask },
          config,
          bertDropout(config, null),
        );
        const labels = batch['labels']!;
        return {
          loss: crossEntropy(logits, labels, tf.ones(labels.shape)),
          outputs: {
            last_hidden_state: tf.mul(hidden, tf.expandDims(mask, -1)),
            pooler_output: pooled,
            logits,
            attentions: tf.stack(attentions, 1),
          },
        };
      };
      const far = await checkTraining(device, {
        reference,
        inputs: ['input_ids', 'token_type_ids', 'attention_mask', 'labels'],
        loss,
        optimizer: { kind: 'adamw', weightDecay: 0.01 },
        learningRates: reference.numbers('losses').map(() => 2e-4),
        idle: names.filter((name) => name.endsWith('.key.bias')),
        ...(words === 'dense' ? {} : { lookups: { input_ids: wordEmbeddings } }),
      });
      expect(far).toEqual([]);
    });
  });
});
