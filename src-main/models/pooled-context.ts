import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { attendOnce } from './attention.ts';
import { readTexts } from './bert-classifier.ts';
import type { BertConfig } from './bert-config.ts';
import { type InitialParameters, linearLayer, normal } from './initial.ts';
import { type Dropout, linear, maskedMean, type Parameters, parameter } from './layers.ts';
import { addBranch, ofBranch } from './residual-context.ts';
import type { Attends, Classified, TextExamples, TextModel } from './text-model.ts';

export interface PooledContextOptions {
  /**
   * none: the text alone; concat: beside the mean of its window's texts; cross: the text queries its window; self: its
   * window and itself.
   */
  context: 'none' | 'concat' | 'self' | 'cross';
  /** What is queried: each text as one vector, or its tokens. */
  attendTo: 'texts' | 'tokens';
  /** Width D of query, keys and values. */
  width: number;
  heads: number;
  /** Largest number of texts in a window. */
  window: number;
  classes: number;
}

/** The distinct texts of a batch as an encoder gives them. */
export interface EncodedByCheckpoint {
  /** (U, E) */
  pooled: Tensor;
  /** (U, L, E) with mask (U, L): the tokens' last hidden states; null where only texts are attended to */
  tokens: { states: Tensor; mask: Tensor } | null;
}

/** Parameters of `classifyInContext`; the texts' vectors are E wide. */
export function initPooledContext(
  random: Random,
  texts: number,
  { context, width, window, classes }: PooledContextOptions,
): InitialParameters {
  const read = { none: texts, concat: 2 * texts, self: texts + width, cross: texts + width };
  const attention = {
    ...linearLayer(random, 'attention.query', texts, width),
    ...linearLayer(random, 'attention.key', texts, width),
    ...linearLayer(random, 'attention.value', texts, width),
    ...linearLayer(random, 'attention.output', width, width),
    recency: normal(random, 0.02, context === 'self' ? window + 1 : window, width),
  };
  return {
    ...((context === 'cross' || context === 'self') && attention),
    ...linearLayer(random, 'classifier', read[context], classes),
  };
}

/**
 * Texts in their windows, as an encoder gives them: multi-head attention with one query a text, over the texts of its
 * window or their tokens, and how recent each text is. `attention` is (B, H, n) or (B, H, n·L), without what a text
 * gave itself.
 */
export function classifyInContext(
  parameters: Parameters,
  { pooled, tokens }: EncodedByCheckpoint,
  { input, window, windowMask }: Pick<TextExamples, 'input' | 'window' | 'windowMask'>,
  { context, heads, attendTo }: PooledContextOptions,
  dropout: Dropout,
): Classified {
  const text = tf.gather(pooled, input);
  const classified = (read: Tensor) => linear(parameters, 'classifier', dropout(read));
  if (context === 'none' || !window || !windowMask) return { logits: classified(text), attention: null };
  if (context === 'concat') {
    const mean = maskedMean(tf.gather(pooled, window), windowMask);
    return { logits: classified(tf.concat([text, mean], -1)), attention: null };
  }
  const own = context === 'self';
  const places = own ? tf.concat([tf.expandDims(input, 1), window], 1) : window;
  // The text itself is always there.
  const there = own
    ? tf.pad(
        windowMask,
        [
          [0, 0],
          [1, 0],
        ],
        1,
      )
    : windowMask;
  const { keys, mask } =
    attendTo === 'texts' ? textsAt(pooled, places, there) : tokensAt(tokens, places, there);
  const { output, weights } = attendOnce(parameters, 'attention', text, keys, {
    heads,
    mask,
    shifts: parameter(parameters, 'recency'),
  });
  const ownKeys = own ? keys.shape[1]! / places.shape[1]! : 0;
  return {
    logits: classified(tf.concat([text, output], -1)),
    attention: own ? tf.slice(weights, [0, 0, ownKeys], [-1, -1, -1]) : weights,
  };
}

/** What is attended to: keys (B, K, E), mask (B, K). */
interface Keys {
  keys: Tensor;
  mask: Tensor;
}

function textsAt(pooled: Tensor, places: Tensor, there: Tensor): Keys {
  return { keys: tf.gather(pooled, places), mask: there };
}

/** The tokens of all places, one text after the other. */
function tokensAt(tokens: EncodedByCheckpoint['tokens'], places: Tensor, there: Tensor): Keys {
  if (!tokens) throw new Error('the hidden states of the tokens are missing');
  const [batch, n] = places.shape as [number, number];
  const [, length, width] = tokens.states.shape as [number, number, number];
  const mask = tf.mul(tf.gather(tokens.mask, places), tf.expandDims(there, -1));
  return {
    keys: tf.reshape(tf.gather(tokens.states, places), [batch, n * length, width]),
    mask: tf.reshape(mask, [batch, n * length]),
  };
}

/** What the attention of such a model is over. */
function attends({ context, attendTo }: PooledContextOptions): Attends | null {
  if (context === 'none' || context === 'concat') return null;
  return attendTo === 'tokens' ? 'window' : 'windowTexts';
}

/** The same with the encoder before it, whose tensors are among the parameters; it drops as its configuration says. */
export function bertInContext(options: PooledContextOptions, bert: BertConfig): TextModel {
  return {
    attends: attends(options),
    apply: (parameters, examples, dropout) => {
      const { states, pooled } = readTexts(parameters, examples, bert, dropout);
      const tokens = { states, mask: examples.mask };
      return classifyInContext(parameters, { pooled, tokens }, examples, options, dropout);
    },
  };
}

/**
 * A text model over the vectors of texts, and beside it a branch that reads them in their windows, each with a head of its
 * own; the encoder reads every text once for both.
 */
export function bertWithBranch(options: PooledContextOptions, bert: BertConfig): TextModel {
  return {
    attends: attends(options),
    apply: (parameters, examples, dropout) => {
      const { states, pooled } = readTexts(parameters, examples, bert, dropout);
      const encoded = { pooled, tokens: { states, mask: examples.mask } };
      const alone = { ...options, context: 'none' } as const;
      const text = classifyInContext(parameters, encoded, examples, alone, dropout);
      const { windowMask } = examples;
      if (!windowMask) return text;
      const read = classifyInContext(ofBranch(parameters), encoded, examples, options, dropout);
      return { logits: addBranch(text.logits, read.logits, windowMask), attention: read.attention };
    },
  };
}
