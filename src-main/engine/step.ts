import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import {
  clipByGlobalNorm,
  momentNames,
  scalarName,
  type stepScalars,
  type OptimizerOptions,
  updated,
  type StepScalars,
} from './optimizer.ts';
import { prefix, prefixed, type Tensors, under } from './predictor.ts';
import { dropout } from './random.ts';
import type { Program } from './types.ts';

export interface StepRandom {
  /** Sets elements to 0 with probability `rate` and scales the others; anew in every step. */
  dropout: (x: Tensor, rate: number) => Tensor;
}

export interface LossResult {
  /** Scalar. */
  loss: Tensor;
  /** Further tensors to hand back from a step. */
  outputs?: Record<string, Tensor>;
}

/** `B` has the names of the batch's tensors, as that of `Forward`. */
export type Loss<B extends object = Tensors> = (params: Tensors, batch: B, random: StepRandom) => LossResult;

/** A loss that is given the tensors of a batch as they come, see `forwardOf`. */
export function lossOf<B extends object>(loss: Loss<B>): Loss {
  return (params, batch, random) => loss(params, batch as B, random);
}

/** Input names of the compiled step besides `prefix`. */
export const keysInput = 'random';
export const lossOutput = 'loss';

/** Where a running mean of a parameter or a table stands. */
export function momentPrefix(moment: string): string {
  return `moment-${moment}/`;
}

/** What a step program changes, and how. */
export interface StepOptions {
  optimizer: OptimizerOptions;
  /** Row 0 of every table stands for padding. */
  paddingRow: boolean;
  /** Parameters and tables that are used but never changed. They have no running means. */
  frozen: readonly string[];
}

/**
 * One training step as a program: parameters, tables' rows, their running means, batch, scalars and random keys
 * in; the loss, the outputs and everything that was changed out.
 */
export function stepProgram(loss: Loss, options: StepOptions): Program {
  return (inputs) => {
    const held = heldOf(inputs, options);
    const { value, gradients, outputs } = differentiate(loss, held, inputs, options);
    const next = changed(inputs, held, gradients, options);
    return { [lossOutput]: value, ...prefixed(outputs, prefix.output), ...next };
  };
}

/** Parameters and tables' rows, with the running means of those that are trained. */
interface Held {
  params: Tensors;
  rows: Tensors;
  /** By moment and name. */
  means: Record<string, Tensors>;
}

export function heldOf(
  inputs: Tensors,
  { optimizer, frozen }: Pick<StepOptions, 'optimizer' | 'frozen'>,
): Held {
  const moments = momentNames(optimizer);
  // A row of a table comes with its running means behind it.
  const parts = Object.entries(under(inputs, prefix.table)).map(
    ([name, rows]) => [name, frozen.includes(name) ? [rows] : tf.split(rows, 1 + moments.length, 1)] as const,
  );
  return {
    params: under(inputs, prefix.param),
    rows: Object.fromEntries(parts.map(([name, [values]]) => [name, values!])),
    means: Object.fromEntries(
      moments.map((moment, i) => [
        moment,
        {
          ...under(inputs, momentPrefix(moment)),
          ...Object.fromEntries(
            parts.flatMap(([name, blocks]) => (blocks[i + 1] ? [[name, blocks[i + 1]!]] : [])),
          ),
        },
      ]),
    ),
  };
}

/** What the gradients make of parameters and rows, under the names of the step's outputs. */
export function changed(
  inputs: Tensors,
  { params, rows, means }: Held,
  gradients: Map<string, Tensor>,
  { optimizer }: Pick<StepOptions, 'optimizer'>,
): Tensors {
  const moments = momentNames(optimizer);
  const { clipNorm, rates = {} } = optimizer;
  const clipped = [...gradients.keys()];
  const values =
    clipNorm !== undefined && clipNorm !== null && gradients.size > 0
      ? clipByGlobalNorm([...gradients.values()], clipNorm)
      : [...gradients.values()];
  const next: Tensors = {};
  // What the loss does not use has no gradient and is left alone, as in PyTorch.
  for (const [i, name] of clipped.entries()) {
    const before = Object.fromEntries(moments.map((moment) => [moment, means[moment]![name]!]));
    const scalars = scalarInputs(inputs, rates[name] ?? 1);
    const now = rows[name] ?? params[name]!;
    const { parameter, moments: after } = updated(optimizer, now, values[i]!, before, scalars);
    if (name in rows) {
      next[prefix.table + name] = tf.concat([parameter, ...moments.map((moment) => after[moment]!)], 1);
      continue;
    }
    next[prefix.param + name] = parameter;
    for (const [moment, tensor] of Object.entries(after)) next[momentPrefix(moment) + name] = tensor;
  }
  return prefixed(next, prefix.next);
}

function scalarInputs(inputs: Tensors, multiple: number): StepScalars<Tensor> {
  const given = under(inputs, prefix.scalar);
  const scalar = (name: (typeof stepScalars)[number]): Tensor => {
    const tensor = given[scalarName(name, multiple)];
    if (!tensor) throw new Error(`scalar ${name} is missing`);
    return tensor;
  };
  return {
    learningRate: scalar('learningRate'),
    stepSize: scalar('stepSize'),
    decay: scalar('decay'),
    rootCorrection: scalar('rootCorrection'),
  };
}

/** The first of a batch's rows is the padding row: no gradient, so that it neither moves nor counts in the norm. */
function withoutFirstRow(gradient: Tensor): Tensor {
  const mask = new Float32Array(gradient.shape[0]).fill(1);
  mask[0] = 0;
  return tf.mul(gradient, tf.tensor2d(mask, [mask.length, 1]));
}

/** The loss of a batch and its gradients, by the names of what is trained; what the loss does not use has none. */
export function differentiate(
  loss: Loss,
  { params: dense, rows }: Pick<Held, 'params' | 'rows'>,
  inputs: Tensors,
  { frozen, paddingRow }: Pick<StepOptions, 'frozen' | 'paddingRow'>,
): { value: Tensor; gradients: Map<string, Tensor>; outputs: Tensors } {
  const params = { ...dense, ...rows };
  const names = Object.keys(params).filter((name) => !frozen.includes(name));
  const batch = under(inputs, prefix.batch);
  const keys = inputs[keysInput]!;
  let salt = 0;
  const kept: Record<string, Tensor> = {};
  const random: StepRandom = { dropout: (x, rate) => dropout(x, rate, keys, salt++) };
  try {
    const { value, grads } = tf.engine().gradients(
      () => {
        const result = loss(params, batch, random);
        if (result.loss.size !== 1) {
          throw new Error(`the loss must be one number, not (${result.loss.shape.join(', ')})`);
        }
        // What leaves the forward pass besides the loss would be disposed of with it.
        for (const [name, tensor] of Object.entries(result.outputs ?? {})) {
          kept[name] = tf.keep(tf.clone(tensor));
        }
        return tf.reshape<tf.Rank.R0>(result.loss, []);
      },
      names.map((name) => params[name]!),
      undefined,
      true,
    );
    const gradients = new Map<string, Tensor>();
    for (const [i, name] of names.entries()) {
      const gradient: Tensor | undefined = grads[i];
      if (gradient) gradients.set(name, paddingRow && name in rows ? withoutFirstRow(gradient) : gradient);
    }
    const outputs = Object.fromEntries(
      Object.entries(kept).map(([name, tensor]) => [name, tf.clone(tensor)]),
    );
    return { value, gradients, outputs };
  } finally {
    for (const tensor of Object.values(kept)) tensor.dispose();
  }
}
