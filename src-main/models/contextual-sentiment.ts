import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { attendOnce } from './attention.ts';
import { type InitialParameters, linearLayer, normal } from './initial.ts';
import { type Dropout, linear, maskedMean, type Parameters, parameter } from './layers.ts';
import type { Classified, TextExamples, WordModel } from './text-model.ts';
import { type EncodedTexts, encodeWords, initWordEncoder, type WordEncoderOptions } from './word-encoder.ts';

export interface ContextualSentimentOptions extends WordEncoderOptions {
  /**
   * none: the text alone; concat: beside the mean of its window's texts; cross: the text queries the words of its
   * window; self: the words of its window and its own.
   */
  context: 'none' | 'concat' | 'self' | 'cross';
  /** Largest number of texts in a window. */
  window: number;
  classes: number;
}

/** A text is read in its context window, or alone. */
export function contextualSentiment(options: ContextualSentimentOptions): WordModel {
  const { context, width } = options;
  return {
    attends: context === 'self' || context === 'cross' ? 'window' : null,
    width,
    init: (random) => init(random, options),
    apply: (parameters, examples, dropout) => apply(parameters, examples, options, dropout),
  };
}

function init(random: Random, options: ContextualSentimentOptions): InitialParameters {
  const { context, width, window, classes } = options;
  const text = 2 * width;
  const read = { none: text, concat: 2 * text, self: text + width, cross: text + width };
  const attention = {
    ...linearLayer(random, 'attention.query', text, width),
    ...linearLayer(random, 'attention.key', width, width),
    ...linearLayer(random, 'attention.value', width, width),
    ...linearLayer(random, 'attention.output', width, width),
    ...linearLayer(random, 'belonging', text, width),
    recency: normal(random, 0.02, context === 'self' ? window + 1 : window, width),
  };
  return {
    ...initWordEncoder(random, options),
    ...((context === 'self' || context === 'cross') && attention),
    ...linearLayer(random, 'classifier', read[context], classes),
  };
}

/** The classifier reads the text beside what its context gives it. Texts are encoded once each. */
function apply(
  parameters: Parameters,
  batch: TextExamples,
  options: ContextualSentimentOptions,
  dropout: Dropout,
): Classified {
  const encoded = encodeWords(parameters, batch, options, dropout);
  const text = tf.gather(encoded.text, batch.input);
  const classified = (read: Tensor) => linear(parameters, 'classifier', dropout(read));
  const { window, windowMask } = batch;
  if (options.context === 'none' || !window || !windowMask)
    return { logits: classified(text), attention: null };
  if (options.context === 'concat') {
    const mean = maskedMean(tf.gather(encoded.text, window), windowMask);
    return { logits: classified(tf.concat([text, mean], -1)), attention: null };
  }
  const own = options.context === 'self';
  const places = own ? tf.concat([tf.expandDims(batch.input, 1), window], 1) : window;
  const placesMask = own
    ? tf.pad(
        windowMask,
        [
          [0, 0],
          [1, 0],
        ],
        1,
      )
    : windowMask;
  const examples = { ...batch, window: places, windowMask: placesMask };
  const { attended, weights } = attendToWindow(parameters, examples, options, encoded, text);
  const length = batch.tokens.shape[1]!;
  const attention = own ? tf.slice(weights, [0, 0, length], [-1, -1, -1]) : weights;
  return { logits: classified(tf.concat([text, attended], -1)), attention };
}

/**
 * The text queries its context: one query a text, keys and values are the tokens of the window.
 *
 * A context token carries what it says (its vector), what its text is about (`belonging`: the text's pooled vector,
 * projected) and how recent its text is (`recency`, by rank). Texts are gathered into every window that holds them.
 */
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
