import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../gradients.ts';
import { broadcastingShapes, shapes } from '../kernels/kernel.testing.ts';
import { flags } from '../kernels/values.ts';
import { apart, wrongSlopeOn } from './slopes.ts';

// With more elements they would lie too near each other, and to kinks, for the differences.
const small = shapes({ maxRank: 3 });
// TensorFlow.js knows no gradient of what is broadcast to an empty axis.
const pairs: fc.Arbitrary<[number[], number[]]> = fc.oneof(
  { weight: 4, arbitrary: broadcastingShapes({ maxRank: 3, min: 1 }) },
  { weight: 1, arbitrary: small.map((shape): [number[], number[]] => [shape, shape]) },
);

const unary: [string, (x: Tensor) => Tensor, { low?: number; high?: number }?][] = [
  ['abs', tf.abs],
  ['acos', tf.acos, { low: -0.9, high: 0.9 }],
  ['acosh', tf.acosh, { low: 1.2, high: 5 }],
  ['asin', tf.asin, { low: -0.9, high: 0.9 }],
  ['asinh', tf.asinh],
  ['atan', tf.atan],
  ['atanh', tf.atanh, { low: -0.8, high: 0.8 }],
  ['ceil', (x) => tf.mul(x, tf.ceil(x)), { low: 0.1, high: 0.9 }],
  ['clipByValue', (x) => tf.clipByValue(x, 0, 5)],
  ['cos', tf.cos],
  ['cosh', tf.cosh, { low: -2, high: 2 }],
  ['elu', tf.elu],
  ['erf', tf.erf],
  ['exp', tf.exp, { low: -2, high: 2 }],
  ['expm1', tf.expm1, { low: -2, high: 2 }],
  ['floor', (x) => tf.mul(x, tf.floor(x)), { low: 0.1, high: 0.9 }],
  ['leakyRelu', (x) => tf.leakyRelu(x, 0.1)],
  ['log', tf.log, { low: 0.5 }],
  ['log1p', tf.log1p, { low: -0.5 }],
  ['logSigmoid', tf.logSigmoid],
  ['neg', tf.neg],
  ['reciprocal', tf.reciprocal, { low: 0.5 }],
  ['relu', tf.relu],
  ['relu6 below', tf.relu6],
  ['relu6 above', tf.relu6, { low: 3, high: 9 }],
  ['round', (x) => tf.mul(x, tf.round(x)), { low: 0.6, high: 1.4 }],
  ['rsqrt', tf.rsqrt, { low: 0.5 }],
  ['selu', tf.selu],
  ['sigmoid', tf.sigmoid],
  ['sign', (x) => tf.mul(x, tf.sign(x))],
  ['sin', tf.sin],
  ['sinh', tf.sinh, { low: -2, high: 2 }],
  ['softplus', tf.softplus],
  ['sqrt', tf.sqrt, { low: 0.5 }],
  ['square', tf.square],
  ['step', (x) => tf.mul(x, tf.step(x))],
  ['tan', tf.tan, { low: -1, high: 1 }],
  ['tanh', tf.tanh],
  [
    'a cast to whole numbers',
    (x) => tf.mul(x, tf.cast(tf.cast(x, 'int32'), 'float32')),
    { low: 1.1, high: 1.9 },
  ],
  ['zerosLike and onesLike', (x) => tf.mul(tf.add(tf.zerosLike(x), x), tf.onesLike(x))],
  [
    'isNaN, isInf and isFinite',
    (x) => tf.where(tf.logicalOr(tf.isNaN(x), tf.logicalOr(tf.isInf(x), tf.isFinite(x))), x, x),
  ],
  ['GELU by erf', (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1))],
  [
    'GELU by tanh',
    (x) =>
      tf.mul(
        tf.mul(x, 0.5),
        tf.add(tf.tanh(tf.mul(Math.sqrt(2 / Math.PI), tf.add(x, tf.mul(0.044715, tf.pow(x, 3))))), 1),
      ),
  ],
];

describe('gradients of functions of one tensor are slopes', () => {
  it.each(unary)('%s', async (_, f, { low = -3, high = 3 } = {}) => {
    expect(
      await wrongSlopeOn(
        fc.tuple(small, fc.nat(99)),
        ([shape, seed]) => ({ f: ({ x }) => f(x!), inputs: { x: apart(shape, seed, low, high) }, to: ['x'] }),
        6,
      ),
    ).toBe('');
  });
});

const binary: [string, (a: Tensor, b: Tensor) => Tensor][] = [
  ['add', tf.add],
  ['sub', tf.sub],
  ['mul', tf.mul],
  ['div', (a, b) => tf.div(a, tf.add(tf.square(b), 1))],
  ['mod', (a, b) => tf.mod(tf.mul(a, 0.1), tf.add(tf.square(b), 1))],
  ['floorDiv', (a, b) => tf.mul(a, tf.cast(tf.floorDiv(tf.square(b), tf.scalar(99)), 'float32'))],
  ['pow', (a, b) => tf.pow(tf.add(tf.abs(a), 0.5), tf.mul(b, 0.5))],
  ['squaredDifference', tf.squaredDifference],
  ['atan2', (a, b) => tf.atan2(a, tf.add(tf.square(b), 1))],
  // Far enough apart that neither overtakes the other between the two points.
  ['maximum', (a, b) => tf.maximum(tf.mul(a, 0.1), tf.add(b, tf.mul(tf.sign(b), 1)))],
  ['minimum', (a, b) => tf.minimum(tf.mul(a, 0.1), tf.add(b, tf.mul(tf.sign(b), 1)))],
  [
    'a choice by comparison',
    (a, b) =>
      tf.add(
        tf.mul(tf.cast(tf.greater(b, 0), 'float32'), a),
        tf.mul(tf.cast(tf.lessEqual(a, 0), 'float32'), b),
      ),
  ],
];

describe('gradients of functions of two tensors are slopes, summed where one was repeated', () => {
  it.each(binary)('%s', async (_, f) => {
    expect(
      await wrongSlopeOn(fc.tuple(pairs, fc.nat(99)), ([[a, b], seed]) => ({
        f: (inputs) => f(inputs['a']!, inputs['b']!),
        inputs: { a: apart(a, seed), b: apart(b, seed + 1) },
        to: ['a', 'b'],
      })),
    ).toBe('');
  });

  it('where', async () => {
    expect(
      await wrongSlopeOn(
        fc.tuple(broadcastingShapes({ maxRank: 3, min: 1 }), fc.nat(99)),
        ([[a, b], seed]) => ({
          f: (inputs) => tf.where(inputs['c']!, inputs['a']!, inputs['b']!),
          inputs: { c: flags(b, seed), a: apart(a, seed), b: apart(b, seed + 1) },
          to: ['a', 'b'],
        }),
      ),
    ).toBe('');
  });

  it('prelu and addN', async () => {
    expect(
      await wrongSlopeOn(fc.tuple(small, fc.nat(3)), ([shape, drop]) => ({
        f: ({ x, a }) => tf.addN([tf.prelu(x!, a!), x!, tf.square(x!)]),
        inputs: { x: apart(shape, 1), a: apart(shape.slice(drop), 2) },
        to: ['x', 'a'],
      })),
    ).toBe('');
  });
});
