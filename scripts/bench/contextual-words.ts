import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { int32 } from '../../src-main/engine/host.ts';
import { createTrainer, type Trainer } from '../../src-main/engine/trainer.ts';
import type { Device, HostTensor } from '../../src-main/engine/types.ts';
import { multiHeadAttention } from '../../src-main/models/attention.ts';
import { type InitialParameters, linearLayer, normal, normLayer } from '../../src-main/models/initial.ts';
import { crossEntropy, layerNorm, linear, parameter, type Parameters } from '../../src-main/models/layers.ts';
import { Random } from '../../src-main/random.ts';

/*
 * The case contextual-words of torch_steps.py: an encoder trained from scratch (one post-norm block), the first token
 * of a text queries the tokens of 8 context texts, AdamW.
 */
const [vocabulary, width, heads, length, context, batch, classes] = [8000, 64, 4, 24, 8, 64, 3];

function attention(random: Random, name: string): InitialParameters {
  const parts = ['query', 'key', 'value', 'output'];
  return Object.assign({}, ...parts.map((part) => linearLayer(random, `${name}.${part}`, width, width)));
}

function encode(params: Parameters, tokens: Tensor): Tensor {
  const x = tf.add(tf.gather(parameter(params, 'words'), tokens), parameter(params, 'positions'));
  const { output } = multiHeadAttention(params, 'self', x, x, { heads });
  const y = layerNorm(params, 'norm1', tf.add(x, output));
  const inner = linear(params, 'outer', tf.relu(linear(params, 'inner', y)));
  return layerNorm(params, 'norm2', tf.add(y, inner));
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

export function contextualWordsTrainer(device: Device): Trainer {
  const random = new Random(1);
  return createTrainer({
    device,
    params: {
      positions: normal(random, 0.02, 1, length, width),
      ...attention(random, 'self'),
      ...normLayer('norm1', width),
      ...linearLayer(random, 'inner', width, 2 * width),
      ...linearLayer(random, 'outer', 2 * width, width),
      ...normLayer('norm2', width),
      ...attention(random, 'cross'),
      ...linearLayer(random, 'head', width, classes),
    },
    tables: { words: normal(random, 1, vocabulary, width) },
    lookups: { texts: 'words' },
    loss,
    optimizer: { kind: 'adamw', weightDecay: 0.01 },
    seed: 1,
  });
}

/**
 * A batch of `runs` stretches of consecutive texts of one ticker, each text with the `context` texts before it as its
 * window; every text of a stretch is encoded once. With `runs` = 64 no two windows share a text: all are encoded.
 */
export function contextualWordsBatch(runs: number, random: Random): Record<string, HostTensor> {
  const each = batch / runs;
  const stretch = each + context;
  const texts = runs * stretch;
  const ids = (size: number, below: number) => Int32Array.from({ length: size }, () => random.below(below));
  const own = Int32Array.from(
    { length: batch },
    (_, i) => Math.floor(i / each) * stretch + context + (i % each),
  );
  const window = Int32Array.from(
    { length: batch * context },
    (_, i) => own[Math.floor(i / context)]! - 1 - (i % context),
  );
  return {
    texts: int32(
      [texts, length],
      ids(texts * length, vocabulary - 1).map((id) => id + 1),
    ),
    own: int32([batch], own),
    window: int32([batch, context], window),
    labels: int32([batch], ids(batch, classes)),
  };
}

/** Distinct texts of such a batch. */
export function distinctTexts(runs: number): number {
  return batch + runs * context;
}
