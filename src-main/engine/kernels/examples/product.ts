import * as tf from '@tensorflow/tfjs-core';
import { floats } from '../values.ts';
import { example, type KernelExample } from './example.ts';

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;

export const product: readonly KernelExample[] = [
  example('BatchMatMul', { a: floats([3, 4]), b: floats([4, 5], 2) }, ({ a, b }) => ({
    y: tf.matMul(a, b),
  })),
  example('BatchMatMul', { a: floats([2, 4, 3]), b: floats([2, 5, 4], 2) }, ({ a, b }) => ({
    y: tf.matMul(a, b, true, true),
  })),
  example('BatchMatMul', { a: floats([2, 3, 4]), b: floats([1, 4, 5], 2) }, ({ a, b }) => ({
    y: tf.matMul(a, b),
  })),
  example('Einsum', { a: floats([2, 3, 4]), b: floats([2, 4, 5], 2) }, ({ a, b }) => ({
    products: tf.einsum('bij,bjk->bik', a, b),
    turned: tf.einsum('bij,bjk->kbi', a, b),
    sums: tf.einsum('bij->j', a),
  })),
  example(
    'FusedBatchNorm',
    { x: floats([4, 3]), m: floats([3], 2), v: floats([3], 3, 0.5, 2) },
    ({ x, m, v }) => ({
      plain: tf.batchNorm(x, m as tf.Tensor1D, v as tf.Tensor1D),
      scaled: tf.batchNorm(x, m as tf.Tensor1D, v as tf.Tensor1D, m, v, 0.1),
    }),
  ),
  ...activations.map((activation) =>
    example(
      '_FusedMatMul',
      { a: floats([3, 4]), b: floats([4, 5], 2), bias: floats([5], 3), slope: floats([5], 4) },
      ({ a, b, bias, slope }) => ({
        y: tf.fused.matMul({
          a: a,
          b: b,
          bias: bias,
          activation,
          preluActivationWeights: slope,
          leakyreluAlpha: 0.2,
        }),
      }),
    ),
  ),
];
