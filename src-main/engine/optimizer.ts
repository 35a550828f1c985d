import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

export interface OptimizerOptions {
  /**
   * adamw: decoupled weight decay (Loshchilov & Hutter, 2019), as torch.optim.AdamW;
   * adam: weight decay is added to the gradient, as torch.optim.Adam;
   * sgd: weight decay as in adam, momentum as in torch.optim.SGD.
   */
  kind: 'adamw' | 'adam' | 'sgd';
  weightDecay?: number;
  /** Decay of the running means of gradient and squared gradient (Adam). */
  betas?: readonly [number, number];
  eps?: number;
  /** SGD only. */
  momentum?: number;
  /** Gradients are scaled down where their common Euclidean norm is larger than this. */
  clipNorm?: number | null;
  /** What the learning rate of a parameter or a table is multiplied by, by its name; 1 where it is not named. */
  rates?: Readonly<Record<string, number>>;
}

/** What changes from step to step: inputs of the compiled step, computed in double precision on the host. */
export const stepScalars = ['learningRate', 'stepSize', 'decay', 'rootCorrection'] as const;
export type StepScalars<T> = Record<(typeof stepScalars)[number], T>;

const defaultBetas = [0.9, 0.999] as const;

/** Names of the running means that the optimiser keeps for each parameter, each of the parameter's shape. */
export function momentNames({ kind, momentum = 0 }: OptimizerOptions): readonly string[] {
  if (kind === 'sgd') return momentum === 0 ? [] : ['m'];
  return ['m', 'v'];
}

/** The multiples of the learning rate that parameters have, each once. */
export function multiplesOf({ rates = {} }: OptimizerOptions): number[] {
  return [...new Set([1, ...Object.values(rates)])];
}

/** The name under which a multiple of the learning rate has a scalar of the step. */
export function scalarName(name: keyof StepScalars<unknown>, multiple: number): string {
  return multiple === 1 ? name : `${name} x ${multiple}`;
}

/** The scalars of a step for every multiple of its learning rate, by `scalarName`. */
export function allScalars(
  options: OptimizerOptions,
  step: number,
  learningRate: number,
): Record<string, number> {
  return Object.fromEntries(
    multiplesOf(options).flatMap((multiple) => {
      const scalars = scalarsOfStep(options, step, multiple * learningRate);
      return stepScalars.map((name) => [scalarName(name, multiple), scalars[name]] as const);
    }),
  );
}

/** @param step counted from 1 */
function scalarsOfStep(options: OptimizerOptions, step: number, learningRate: number): StepScalars<number> {
  const { kind, weightDecay = 0, betas = defaultBetas } = options;
  const adam = kind !== 'sgd';
  // Not 0, by which the change could not be divided.
  const decay = kind === 'adamw' ? 1 - learningRate * weightDecay || 1e-12 : 1;
  return {
    learningRate,
    // The change is taken off before the decay: divided by it, the result is the same.
    stepSize: adam ? learningRate / (1 - betas[0] ** step) / decay : learningRate,
    decay,
    rootCorrection: adam ? 1 / Math.sqrt(1 - betas[1] ** step) : 1,
  };
}

export interface Updated {
  parameter: Tensor;
  moments: Record<string, Tensor>;
}

/**
 * before + share (now - before). Nothing is computed of `before` alone: ONNX Runtime would do that first, for all
 * parameters, and have their running means in memory and out of the caches until their gradients are there.
 */
function mixed(before: Tensor, now: Tensor, share: number): Tensor {
  return tf.add(before, tf.mul(tf.sub(now, before), share));
}

/** One parameter after one step. */
export function updated(
  options: OptimizerOptions,
  parameter: Tensor,
  gradient: Tensor,
  moments: Readonly<Record<string, Tensor>>,
  scalars: StepScalars<Tensor>,
): Updated {
  const { kind, weightDecay = 0, betas = defaultBetas, eps = 1e-8, momentum = 0 } = options;
  const g = kind !== 'adamw' && weightDecay > 0 ? tf.add(gradient, tf.mul(parameter, weightDecay)) : gradient;
  if (kind === 'sgd') {
    const m = momentum === 0 ? g : tf.add(tf.mul(moments['m']!, momentum), g);
    return {
      parameter: tf.sub(parameter, tf.mul(m, scalars.learningRate)),
      moments: momentum === 0 ? {} : { m },
    };
  }
  const m = mixed(moments['m']!, g, 1 - betas[0]);
  const v = mixed(moments['v']!, tf.square(g), 1 - betas[1]);
  const root = tf.add(tf.mul(tf.sqrt(v), scalars.rootCorrection), eps);
  const moved = tf.sub(parameter, tf.div(tf.mul(m, scalars.stepSize), root));
  return {
    parameter: kind === 'adamw' && weightDecay > 0 ? tf.mul(moved, scalars.decay) : moved,
    moments: { m, v },
  };
}

/** The gradients, scaled so that their common norm is at most `maxNorm`, as torch.nn.utils.clip_grad_norm_. */
export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
  const norm = tf.sqrt(tf.addN(squares));
  const factor = tf.minimum(tf.div(maxNorm, tf.add(norm, 1e-6)), 1);
  return gradients.map((gradient) => tf.mul(gradient, factor));
}
