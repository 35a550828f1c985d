import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { attendOnce } from './attention.ts';
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
      ...linearLayer(random, 'attention.output', width, width),
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
 * projected) and how recent its text is (`recency`, by rank). Texts are encoded once each and then gathered into every
 * window that holds them. The classifier reads the text beside what it attended to.
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
  const context = tf.gather(tf.add(encoded.tokens, belonging), batch.window);
  const mask = tf.mul(tf.gather(batch.mask, batch.window), tf.expandDims(batch.windowMask, -1));
  const { output, weights } = attendOnce(
    parameters,
    'attention',
    text,
    tf.reshape(context, [size, n * length, width]),
    {
      heads,
      mask: tf.reshape(mask, [size, n * length]),
      shifts: tf.slice(parameter(parameters, 'recency'), [0, 0], [n, width]),
    },
  );
  return { attended: output, weights };
}
