/** The forward pass of a run as a program with described inputs and outputs. */
import * as tf from '@tensorflow/tfjs-core';
import type { Forward } from '../../engine/predictor.ts';
import type { HostTensor, Program, TensorSpec } from '../../engine/types.ts';

/** The shapes of an exported model, which are its own for ever. */
export interface ModelShape {
  /** Examples of a call. */
  batch: number;
  /** Tokens of a text; null: as many as the run read. */
  tokens: number | null;
}

/** A tensor that goes into a model, or comes out of it, with what it is. */
export type Described = TensorSpec & { about: string };

/** The forward pass of a run: its weights are inputs of the program. */
export interface ModelProgram {
  program: Program;
  weights: Record<string, HostTensor>;
  /** What is given at each call. */
  inputs: Record<string, Described>;
  /** What each output is. */
  outputs: Record<string, string>;
}

/** The outputs of every program that names a class. */
export const classOutputs = {
  logits: 'scores of the classes, in the order of labels.txt',
  probabilities: 'softmax of the scores',
};

/** A forward pass whose weights are inputs like any others, with `probabilities` beside its `logits`. */
export function withProbabilities(forward: Forward, weights: Readonly<Record<string, HostTensor>>): Program {
  return (inputs) => {
    const isWeight = ([name]: readonly [string, tf.Tensor]) => name in weights;
    const given = Object.entries(inputs);
    const outputs = forward(
      Object.fromEntries(given.filter(isWeight)),
      Object.fromEntries(given.filter((entry) => !isWeight(entry))),
    );
    return { ...outputs, probabilities: tf.softmax(outputs['logits']!) };
  };
}

export function int32(about: string, ...shape: number[]): Described {
  return { shape, dtype: 'int32', about };
}

export function float32(about: string, ...shape: number[]): Described {
  return { shape, dtype: 'float32', about };
}
