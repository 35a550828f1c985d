import type { Tensor } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import type { InitialParameters } from './initial.ts';
import { type Dropout, type Parameters, parameter } from './layers.ts';

/** B examples over the U distinct texts of a batch: each text is read once, however often it is used. */
export interface TextExamples {
  /** (U, L) rows of the table `words` */
  tokens: Tensor;
  /** (U, L), 1: a real token */
  mask: Tensor;
  /** (B): the text, as a row of `tokens` */
  input: Tensor;
  /** (B, n): its context window, most recent first, as rows of `tokens`; null without context */
  window: Tensor | null;
  /** (B, n), 1: there is such a text */
  windowMask: Tensor | null;
}

/**
 * The tensors of a batch of texts, by name: texts as `tokens` with their `mask`, as vectors `pooled` (U, D), or as hidden
 * states `states` (U, L, D) with their `mask`.
 */
export interface TextInputs extends Pick<TextExamples, 'input'> {
  tokens?: Tensor;
  mask?: Tensor;
  pooled?: Tensor;
  states?: Tensor;
  window?: Tensor;
  windowMask?: Tensor;
  /** (B, C): the logits of the texts alone, where a branch is trained beside a text model */
  textLogits?: Tensor;
}

/** The examples of a batch from its named tensors. */
export function textExamples(inputs: TextInputs): TextExamples {
  return {
    tokens: parameter(inputs, 'tokens'),
    mask: parameter(inputs, 'mask'),
    input: parameter(inputs, 'input'),
    window: inputs.window ?? null,
    windowMask: inputs.windowMask ?? null,
  };
}

export interface Classified {
  /** (B, C) */
  logits: Tensor;
  /**
   * What each head gave each token: (B, H, L) of the text itself, (B, H, n·L) of its window, or (B, H, n), see
   * `attends`. A head's
   * weights sum to 1, or to 0 where there is nothing to attend to.
   */
  attention: Tensor | null;
}

/** What attention is over: the tokens of the text, those of its window, or the texts of its window as wholes. */
export type Attends = 'text' | 'window' | 'windowTexts';

/** An architecture that learns a label of a text. */
export interface TextModel {
  /** What `attention` is over. */
  readonly attends: Attends | null;
  apply(parameters: Parameters, examples: TextExamples, dropout: Dropout): Classified;
}

/** One that starts from nothing. Its word vectors are the table `words`, outside of `init`. */
export interface WordModel extends TextModel {
  /** Width of the word vectors. */
  readonly width: number;
  init(random: Random): InitialParameters;
}
