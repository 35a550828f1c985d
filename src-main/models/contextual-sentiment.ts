import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { attendOnce } from './attention.ts';
import { type InitialParameters, linearLayer, normal } from './initial.ts';
import { type Dropout, linear, type Parameters, parameter } from './layers.ts';
import type { Classified, TextExamples, TextModel } from './text-model.ts';
import { type EncodedTexts, encodeWords, initWordEncoder, type WordEncoderOptions } from './word-encoder.ts';

export interface ContextualSentimentOptions extends WordEncoderOptions {
  context: 'none' | 'cross';
  /** Largest number of texts in a window. */
  window: number;
  classes: number;
}

/** The text queries its context window, or is read alone. */
export function contextualSentiment(options: ContextualSentimentOptions): TextModel {
  return {
    attends: options.context === 'none' ? null : 'window',
    width: options.width,
    init: (random) => init(random, options),
    apply: (parameters, examples, dropout) => apply(parameters, examples, options, dropout),
  };
}

function init(random: Random, options: ContextualSentimentOptions): InitialParameters {
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
function apply(
  parameters: Parameters,
  batch: TextExamples,
  options: ContextualSentimentOptions,
  dropout: Dropout,
): Classified {
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
  batch: TextExamples & { window: Tensor; windowMask: Tensor },
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
