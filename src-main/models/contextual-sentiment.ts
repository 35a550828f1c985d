import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { attend, mergeHeads, perKey, splitHeads } from './attention.ts';
import { type InitialParameters, linearLayer, normal } from './initial.ts';
import { type Dropout, linear, type Parameters, parameter } from './layers.ts';
import {
  type EncodedTexts,
  encodeWords,
  initWordEncoder,
  type TextBatch,
  type WordEncoderOptions,
} from './word-encoder.ts';

export interface ContextualSentimentOptions extends WordEncoderOptions {
  context: 'none' | 'cross';
  /** Largest number of texts in a window. */
  window: number;
  classes: number;
}

/** B texts with their windows, over the U distinct texts of the batch. */
export interface ContextualBatch extends TextBatch {
  /** (B): the text, as a row of `tokens` */
  input: Tensor;
  /** (B, n): the window, most recent first, as rows of `tokens` */
  window: Tensor | null;
  /** (B, n), 1: there is such a text */
  windowMask: Tensor | null;
}

/** A batch from its named tensors; without context the window is left out. */
export function contextualInputs(inputs: Readonly<Record<string, Tensor>>): ContextualBatch {
  return {
    tokens: parameter(inputs, 'tokens'),
    mask: parameter(inputs, 'mask'),
    input: parameter(inputs, 'input'),
    window: inputs['window'] ?? null,
    windowMask: inputs['windowMask'] ?? null,
  };
}

export interface ContextualOutput {
  /** (B, C) */
  logits: Tensor;
  /** (B, H, n·L): what each head gave each token of the window; sums to 1, or to 0 where the window is empty */
  attention: Tensor | null;
}

export function initContextualSentiment(
  random: Random,
  options: ContextualSentimentOptions,
): InitialParameters {
  const { width } = options;
  const text = 2 * width;
  const cross = options.context === 'cross';
  return {
    ...initWordEncoder(random, options),
    ...(cross && {
      ...linearLayer(random, 'attention.query', text, width),
      ...linearLayer(random, 'attention.key', width, width),
      ...linearLayer(random, 'attention.value', width, width),
      // What was attended to starts small and grows where it helps (as in ReZero, Bachlechner et al., 2021): with few
      // labels a random reading of the context drowns the text.
      ...linearLayer(random, 'attention.output', width, width, 0.3),
      ...linearLayer(random, 'belonging', text, width),
      recency: normal(random, 0.02, options.window, width),
    }),
    ...linearLayer(random, 'classifier', cross ? text + width : text, options.classes),
  };
}

/**
 * The text queries its context: one query a text, keys and values are the tokens of the window.
 *
 * A context token carries what it says (its vector), what its text is about (`belonging`: the text's pooled vector,
 * projected) and how recent its text is (`recency`, by rank). Keys and values are computed once for each distinct text
 * and then gathered into every window that holds it. The classifier reads the text beside what it attended to.
 */
export function contextualSentiment(
  parameters: Parameters,
  batch: ContextualBatch,
  options: ContextualSentimentOptions,
  dropout: Dropout,
): ContextualOutput {
  const encoded = encodeWords(parameters, batch, options, dropout);
  const text = tf.gather(encoded.text, batch.input);
  const { window, windowMask } = batch;
  if (options.context === 'none' || !window || !windowMask) {
    return { logits: linear(parameters, 'classifier', dropout(text)), attention: null };
  }
  const windowed = { ...batch, window, windowMask };
  const { attended, weights } = attendToWindow(parameters, windowed, options, encoded, text);
  const logits = linear(parameters, 'classifier', dropout(tf.concat([text, attended], -1)));
  return { logits, attention: weights };
}

function attendToWindow(
  parameters: Parameters,
  batch: ContextualBatch & { window: Tensor; windowMask: Tensor },
  options: ContextualSentimentOptions,
  encoded: EncodedTexts,
  text: Tensor,
): { attended: Tensor; weights: Tensor } {
  const { heads, width } = options;
  const [size, n] = batch.window.shape as [number, number];
  const length = batch.tokens.shape[1]!;
  const belonging = tf.expandDims(linear(parameters, 'belonging', encoded.text), 1);
  const context = tf.add(encoded.tokens, belonging);
  const recency = tf.reshape(tf.slice(parameter(parameters, 'recency'), [0, 0], [n, width]), [
    1,
    n,
    1,
    width,
  ]);
  /** (U, L, D) -> (B, H, n·L, d) */
  const inWindows = (x: Tensor) => {
    const gathered = tf.add(tf.gather(x, batch.window), recency);
    return splitHeads(tf.reshape(gathered, [size, n * length, width]), heads);
  };
  const mask = tf.mul(tf.gather(batch.mask, batch.window), tf.expandDims(batch.windowMask, -1));
  const query = tf.reshape(linear(parameters, 'attention.query', text), [size, 1, width]);
  const { output, weights } = attend(
    splitHeads(query, heads),
    inWindows(linear(parameters, 'attention.key', context)),
    inWindows(linear(parameters, 'attention.value', context)),
    perKey(tf.reshape(mask, [size, n * length])),
  );
  return {
    attended: tf.reshape(linear(parameters, 'attention.output', mergeHeads(output)), [size, width]),
    weights: tf.reshape(weights, [size, heads, n * length]),
  };
}
