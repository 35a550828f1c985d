import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { int32 } from '../../engine/host.ts';
import type { HostTensor } from '../../engine/types.ts';
import { multiHeadAttention } from '../../models/attention.ts';
import { linearLayer, normal, zeros } from '../../models/initial.ts';
import { crossEntropy, linear, parameter, type Parameters } from '../../models/layers.ts';
import { attentionLayer, postNormBlock, transformerBlock } from '../../models/transformer-block.ts';
import type { Random } from '../../random.ts';
import { dense, drawn, type BenchCase, type Way } from '../case.ts';

const [vocabulary, width, heads, length, context, batch, classes] = [8000, 64, 4, 24, 8, 64, 3];

function encode(params: Parameters, tokens: Tensor): Tensor {
  const x = tf.add(tf.gather(parameter(params, 'words'), tokens), parameter(params, 'positions'));
  return postNormBlock(params, 'block', x, { heads, activation: tf.relu });
}

/** texts (U, L): tokens; own (B): rows of texts; window (B, n): rows of texts. */
function loss(params: Parameters, inputs: Parameters): { loss: Tensor } {
  const texts = encode(params, parameter(inputs, 'texts'));
  const gathered = tf.gather(texts, parameter(inputs, 'window'));
  const keys = tf.reshape(gathered, [batch, context * length, width]);
  const first = tf.slice(texts, [0, 0, 0], [-1, 1, -1]);
  const query = tf.gather(first, parameter(inputs, 'own'));
  const { output } = multiHeadAttention(params, 'cross', query, keys, { heads });
  const logits = linear(params, 'head', tf.squeeze(output, [1]));
  return { loss: crossEntropy(logits, parameter(inputs, 'labels'), tf.ones([batch])) };
}

function trainer(random: Random): ReturnType<Way['trainer']> {
  return {
    params: {
      positions: zeros(1, length, width),
      ...transformerBlock(random, 'block', width, 2 * width),
      ...attentionLayer(random, 'cross', width),
      ...linearLayer(random, 'head', width, classes),
    },
    tables: { words: normal(random, 1, vocabulary, width) },
    lookups: { texts: 'words' },
    loss,
  };
}

/**
 * A batch of `runs` stretches of consecutive texts of one ticker, each text with the `context` texts before it as its
 * window; every text of a stretch is encoded once. With `runs` = 64 no two windows share a text: all are encoded.
 */
function batchOf(runs: number, random: Random): Record<string, HostTensor> {
  const each = batch / runs;
  const stretch = each + context;
  const own = Int32Array.from(
    { length: batch },
    (_, i) => Math.floor(i / each) * stretch + context + (i % each),
  );
  const window = Int32Array.from(
    { length: batch * context },
    (_, i) => own[Math.floor(i / context)]! - 1 - (i % context),
  );
  return {
    texts: drawn(random, [runs * stretch, length], vocabulary, 1),
    own: int32([batch], own),
    window: int32([batch, context], window),
    labels: drawn(random, [batch], classes),
  };
}

/**
 * An encoder trained from scratch (one post-norm block); the first token of a text queries the tokens of 8 context
 * texts. The peer encodes every context text for every sample.
 */
export const contextualWords: BenchCase = {
  name: 'contextual-words',
  batch,
  ways: [
    { name: '192 distinct texts, in runs of 4', trainer, batch: (random) => batchOf(16, random) },
    { name: '72 distinct texts, of one ticker', trainer, batch: (random) => batchOf(1, random) },
    { name: 'all 576 texts', trainer, batch: (random) => batchOf(64, random) },
    {
      name: 'all 576 texts, all rows stepped',
      trainer: (random) => dense(trainer(random)),
      batch: (random) => batchOf(64, random),
    },
  ],
};
