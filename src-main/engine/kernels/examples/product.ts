import * as tf from '@tensorflow/tfjs-core';
import { floats } from '../values.ts';
import { example, type KernelExample } from './example.ts';

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;

export const product: readonly KernelExample[] = [
  example('BatchMatMul', { a: floats([3, 4]), b: floats([4, 5], 2) }, ({ a, b }) => ({
    y: tf.matMul(a!, b!),
  })),
  example('BatchMatMul', { a: floats([2, 4, 3]), b: floats([2, 5, 4], 2) }, ({ a, b }) => ({
    y: tf.matMul(a!, b!, true, true),
  })),
  example('BatchMatMul', { a: floats([2, 3, 4]), b: floats([1, 4, 5], 2) }, ({ a, b }) => ({
    y: tf.matMul(a!, b!),
  })),
  ...activations.map((activation) =>
    example(
      '_FusedMatMul',
      { a: floats([3, 4]), b: floats([4, 5], 2), bias: floats([5], 3), slope: floats([5], 4) },
      ({ a, b, bias, slope }) => ({
        y: tf.fused.matMul({
          a: a!,
          b: b!,
          bias: bias!,
          activation,
          preluActivationWeights: slope!,
          leakyreluAlpha: 0.2,
        }),
      }),
    ),
  ),
];
