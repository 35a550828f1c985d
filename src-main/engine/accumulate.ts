import * as tf from '@tensorflow/tfjs-core';
import { prefix, prefixed, under } from './predictor.ts';
import { changed, differentiate, heldOf, type Loss, lossOutput, type StepOptions } from './step.ts';
import type { Program } from './types.ts';

/** Input names of `gradientProgram` besides those of a step. */
export const shareInput = 'share';
export const sumPrefix = 'sum/';

/**
 * A part of a step: parameters, tables' rows (without running means), batch, random keys and the share that the part's
 * loss has in that of the step in, with the sums of gradients so far; the loss times its share and the new sums out. A
 * sum that is not given is 0.
 */
export function gradientProgram(loss: Loss, options: Omit<StepOptions, 'optimizer'>): Program {
  return (inputs) => {
    const sums = under(inputs, sumPrefix);
    const held = { params: under(inputs, prefix.param), rows: under(inputs, prefix.table) };
    const shared: Loss = (...given) => ({ loss: tf.mul(loss(...given).loss, inputs[shareInput]!) });
    const { value, gradients } = differentiate(shared, held, inputs, options);
    const next = Object.fromEntries(
      [...gradients].map(([name, gradient]) => [name, sums[name] ? tf.add(sums[name], gradient) : gradient]),
    );
    return { [lossOutput]: value, ...prefixed(next, prefix.next) };
  };
}

/** The end of a step of several parts: what `stepProgram` does, with the sums of gradients in the place of a batch. */
export function applyProgram(options: Pick<StepOptions, 'optimizer' | 'frozen'>): Program {
  return (inputs) => {
    const sums = new Map(Object.entries(under(inputs, sumPrefix)));
    return changed(inputs, heldOf(inputs, options), sums, options);
  };
}
