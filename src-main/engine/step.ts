import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import {
  clipByGlobalNorm,
  momentNames,
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

/**
 * One training step as a program: parameters, tables' rows, their running means, batch, scalars and random keys
 * in; the loss, the outputs and everything that was changed out.
 */
export function stepProgram(
  loss: Loss,
  optimizer: OptimizerOptions,
  { paddingRow, frozen }: { paddingRow: boolean; frozen: readonly string[] },
): Program {
  return (inputs) => {
    const params = under(inputs, prefix.param);
    const moments = momentNames(optimizer);
    // A row of a table comes with its running means behind it.
    const parts = Object.entries(under(inputs, prefix.table)).map(
      ([name, rows]) => [name, tf.split(rows, 1 + moments.length, 1)] as const,
    );
    const rows = Object.fromEntries(parts.map(([name, [values]]) => [name, values!]));
    const means = Object.fromEntries(
      moments.map((moment, i) => [
        moment,
        {
          ...under(inputs, momentPrefix(moment)),
          ...Object.fromEntries(parts.map(([name, blocks]) => [name, blocks[i + 1]!])),
        },
      ]),
    );
    const names = [...Object.keys(params), ...Object.keys(rows)].filter((name) => !frozen.includes(name));
    const all = { ...params, ...rows };
    const { value, gradients, outputs } = differentiate(loss, all, names, under(inputs, prefix.batch), {
      keys: inputs[keysInput]!,
    });
    if (paddingRow) {
      for (const name of Object.keys(rows)) {
        const gradient = gradients.get(name);
        if (gradient) gradients.set(name, withoutFirstRow(gradient));
      }
    }
    const { clipNorm } = optimizer;
    if (clipNorm !== undefined && clipNorm !== null && gradients.size > 0) {
      const clipped = clipByGlobalNorm([...gradients.values()], clipNorm);
      for (const [i, name] of [...gradients.keys()].entries()) gradients.set(name, clipped[i]!);
    }
    const scalars = scalarInputs(inputs);
    const next: Record<string, Tensor> = {};
    // What the loss does not use has no gradient and is left alone, as in PyTorch.
    for (const [name, gradient] of gradients) {
      const before = Object.fromEntries(moments.map((moment) => [moment, means[moment]![name]!]));
      const { parameter, moments: after } = updated(optimizer, all[name]!, gradient, before, scalars);
      if (name in rows) {
        next[prefix.table + name] = tf.concat([parameter, ...moments.map((moment) => after[moment]!)], 1);
        continue;
      }
      next[prefix.param + name] = parameter;
      for (const [moment, tensor] of Object.entries(after)) next[momentPrefix(moment) + name] = tensor;
    }
    return { [lossOutput]: value, ...prefixed(outputs, prefix.output), ...prefixed(next, prefix.next) };
  };
}

function scalarInputs(inputs: Record<string, Tensor>): StepScalars<Tensor> {
  const given = under(inputs, prefix.scalar);
  const scalar = (name: (typeof stepScalars)[number]): Tensor => {
    const tensor = given[name];
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

function differentiate(
  loss: Loss,
  params: Record<string, Tensor>,
  names: readonly string[],
  batch: Record<string, Tensor>,
  { keys }: { keys: Tensor },
): { value: Tensor; gradients: Map<string, Tensor>; outputs: Record<string, Tensor> } {
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
      if (gradient) gradients.set(name, gradient);
    }
    const outputs = Object.fromEntries(
      Object.entries(kept).map(([name, tensor]) => [name, tf.clone(tensor)]),
    );
    return { value, gradients, outputs };
  } finally {
    for (const tensor of Object.values(kept)) tensor.dispose();
  }
}
