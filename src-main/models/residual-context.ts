import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { HostTensor } from '../engine/types.ts';
import { Random } from '../random.ts';
import type { InitialParameters } from './initial.ts';
import type { Dropout, Parameters } from './layers.ts';
import type { Classified, TextExamples, TextModel } from './text-model.ts';

/** Before the names of a branch's parameters and tables, so that they stand beside those of the text model. */
export const branchPrefix = 'context.';

/** No training has so many epochs: other draws than those of the text model, and of any epoch. */
const BRANCH = 2_000_000;

/** What a branch is drawn from. */
export function branchRandom(seed: number): Random {
  return Random.ofEpoch(seed, BRANCH);
}

/** The parameters of the branch, under the names that it has for itself. */
export function ofBranch(parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith(branchPrefix))
      .map(([name, tensor]) => [name.slice(branchPrefix.length), tensor]),
  );
}

/** The initial parameters of a branch. Its head is zero, so that it adds nothing before its first step. */
export function initBranch(parameters: InitialParameters): InitialParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, tensor]) => [
      branchPrefix + name,
      name.startsWith('classifier.') ? { ...tensor, data: new Float32Array(tensor.data.length) } : tensor,
    ]),
  );
}

/** Whether a model has a branch that adds nothing, since no epoch with context was better than the text alone. */
export function addsNothing(tensors: Readonly<Record<string, HostTensor>>): boolean {
  const head = Object.entries(tensors).filter(([name]) => name.startsWith(`${branchPrefix}classifier.`));
  return head.length > 0 && head.every(([, { data }]) => data.every((value) => value === 0));
}

/**
 * The logits (B, C) of a text alone, plus those (B, C) of a branch that reads it in its window. A text without a window
 * keeps its own exactly.
 *
 * @param windowMask (B, n), 1: there is such a text
 */
export function addBranch(alone: Tensor, branch: Tensor, windowMask: Tensor): Tensor {
  return tf.add(alone, tf.mul(branch, tf.max(windowMask, 1, true)));
}

/** A text model with a branch beside it that reads the window, each with parameters of its own. */
export function residualContext(text: TextModel, branch: TextModel): TextModel {
  return {
    attends: branch.attends,
    apply: (parameters, examples, dropout) => apply(text, branch, parameters, examples, dropout),
  };
}

function apply(
  text: TextModel,
  branch: TextModel,
  parameters: Parameters,
  examples: TextExamples,
  dropout: Dropout,
): Classified {
  const alone = text.apply(parameters, withoutWindows(examples), dropout);
  const { windowMask } = examples;
  if (!windowMask) return { logits: alone.logits, attention: null };
  const { logits, attention } = branch.apply(ofBranch(parameters), examples, dropout);
  return { logits: addBranch(alone.logits, logits, windowMask), attention };
}

/** The B texts themselves: those of their windows are not read. */
function withoutWindows({ tokens, mask, input }: TextExamples): TextExamples {
  return {
    tokens: tf.gather(tokens, input),
    mask: tf.gather(mask, input),
    input: tf.range(0, input.shape[0] ?? 0, 1, 'int32'),
    window: null,
    windowMask: null,
  };
}
