import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import type { Forward, Loss } from '../engine/trainer.ts';
import { type LabelInputs, type Parameters, parameter } from './layers.ts';

/** What does not compile is checked by the compiler: an error that is expected and missing is one, too. */
export const misspelt: { loss: Loss<LabelInputs>; forward: Forward<LabelInputs> } = {
  loss: (_parameters, inputs) => {
    // @ts-expect-error the batch has `labels`
    parameter(inputs, 'lables');
    // @ts-expect-error so it has no property of another name
    return { loss: inputs.label };
  },
  forward: (_parameters, inputs) => ({
    weights: parameter(inputs, 'weights'),
    // @ts-expect-error a batch of labels has no tokens
    tokens: parameter(inputs, 'tokens'),
  }),
};

test('a parameter is found by its name, and a missing one names itself and those that there are', () => {
  const parameters: Parameters = { weight: tf.scalar(2), bias: tf.scalar(1) };
  expect(parameter(parameters, 'weight').dataSync()[0]).toBe(2);
  expect(() => parameter(parameters, 'wieght')).toThrow('no parameter wieght; there are weight, bias');
});

test('a tensor that a batch may lack is missed when it is asked for', () => {
  const inputs: Partial<LabelInputs> = { labels: tf.scalar(0) };
  expect(() => parameter(inputs, 'weights')).toThrow('no parameter weights; there are labels');
});
