import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { float32 } from '../host.ts';
import { disagreement, disagreementOn, runOn, shapes } from './kernel.testing.ts';
import { flags, floats, ints } from './values.ts';

interface UnaryCase {
  low?: number;
  high?: number;
  ints?: boolean;
  tolerance?: number;
}

const unaryCases: [string, (x: Tensor) => Tensor, UnaryCase?][] = [
  ['abs', tf.abs, { ints: true }],
  ['acos', tf.acos, { low: -1, high: 1 }],
  ['acosh', tf.acosh, { low: 1.01, high: 9 }],
  ['asin', tf.asin, { low: -1, high: 1 }],
  ['asinh', tf.asinh],
  ['atan', tf.atan],
  ['atanh', tf.atanh, { low: -0.99, high: 0.99 }],
  ['ceil', tf.ceil],
  ['cos', tf.cos],
  ['cosh', tf.cosh],
  ['elu', tf.elu],
  ['erf', tf.erf],
  ['exp', tf.exp],
  ['expm1', tf.expm1],
  ['floor', tf.floor],
  ['log', tf.log, { low: 1e-3 }],
  ['log1p', tf.log1p, { low: -0.99 }],
  ['neg', tf.neg, { ints: true }],
  ['reciprocal', tf.reciprocal, { low: 0.1 }],
  ['relu', tf.relu, { ints: true }],
  ['relu6', tf.relu6, { high: 9 }],
  ['round', tf.round],
  ['rsqrt', tf.rsqrt, { low: 0.01 }],
  ['selu', tf.selu],
  ['sigmoid', tf.sigmoid, { low: -30, high: 30 }],
  ['sign', tf.sign],
  ['sin', tf.sin],
  ['sinh', tf.sinh],
  ['softplus', tf.softplus, { low: -30, high: 30 }],
  ['sqrt', tf.sqrt, { low: 0 }],
  ['square', tf.square, { ints: true }],
  ['step', (x) => tf.step(x)],
  ['step with a slope', (x) => tf.step(x, 0.3)],
  ['tan', tf.tan, { low: -1, high: 1 }],
  ['tanh', tf.tanh],
  ['clipByValue', (x) => tf.clipByValue(x, -0.5, 1.25)],
  ['leakyRelu', (x) => tf.leakyRelu(x, 0.1)],
  ['isNaN', (x) => tf.isNaN(tf.log(x))],
  ['isInf', (x) => tf.isInf(tf.div(1, tf.relu(x)))],
  ['isFinite', (x) => tf.isFinite(tf.div(1, tf.relu(x)))],
  ['cast to int32', (x) => tf.cast(x, 'int32'), { ints: true }],
  ['cast to bool', (x) => tf.cast(x, 'bool'), { ints: true }],
  ['identity', tf.clone, { ints: true }],
  ['cast to float32', (x) => tf.cast(x, 'float32'), { ints: true }],
  ['zerosLike', tf.zerosLike, { ints: true }],
  ['onesLike', tf.onesLike, { ints: true }],
];

describe('element-wise kernels of one tensor are those of TensorFlow.js', () => {
  it.each(unaryCases)('%s', async (_, f, { low = -3, high = 3, ints: whole = false, tolerance } = {}) => {
    expect(
      await disagreementOn(fc.tuple(shapes(), fc.nat(99), fc.boolean()), ([shape, seed, integer]) => ({
        program: ({ x }) => ({ y: f(x!) }),
        inputs: { x: integer && whole ? ints(shape, seed) : floats(shape, seed, low, high) },
        ...(tolerance === undefined ? {} : { tolerance }),
      })),
    ).toBe('');
  });

  it('log1p and expm1 keep small numbers', async () => {
    const x = float32([6], [1e-8, -1e-8, 1e-4, -1e-5, 0, 3e-7]);
    const results = await runOn(
      createCpuDevice(),
      (inputs) => ({ log1p: tf.log1p(inputs['x']!), expm1: tf.expm1(inputs['x']!) }),
      { x },
    );
    for (const [i, value] of x.data.entries()) {
      expect(results['log1p']!.data[i]).toBeCloseTo(Math.log1p(value), 10);
      expect(results['expm1']!.data[i]).toBeCloseTo(Math.expm1(value), 10);
    }
  });

  it('logicalNot', async () => {
    expect(await disagreement(({ x }) => ({ y: tf.logicalNot(x!) }), { x: flags([3, 4]) })).toBe('');
  });

  it('prelu, whose slopes broadcast', async () => {
    expect(
      await disagreementOn(fc.tuple(shapes(), fc.nat(5)), ([shape, drop]) => ({
        program: ({ x, a }) => ({ y: tf.prelu(x!, a!) }),
        inputs: { x: floats(shape), a: floats(shape.slice(drop), 2) },
      })),
    ).toBe('');
  });

  it('what is no number, and infinity', async () => {
    const x = float32([7], [NaN, Infinity, -Infinity, 0, 2, -2, 3e38]);
    expect(
      await disagreement(
        ({ x }) => ({
          abs: tf.abs(x!),
          relu: tf.relu(x!),
          clip: tf.clipByValue(x!, -1, 1),
          exp: tf.exp(x!),
          log: tf.log(x!),
          log1p: tf.log1p(x!),
          expm1: tf.expm1(x!),
          sqrt: tf.sqrt(x!),
          rsqrt: tf.rsqrt(x!),
          reciprocal: tf.reciprocal(x!),
          sigmoid: tf.sigmoid(x!),
          tanh: tf.tanh(x!),
          softplus: tf.softplus(x!),
          erf: tf.erf(x!),
          elu: tf.elu(x!),
          isNaN: tf.isNaN(x!),
          isInf: tf.isInf(x!),
          isFinite: tf.isFinite(x!),
          flags: tf.cast(x!, 'bool'),
        }),
        { x },
      ),
    ).toBe('');
  });

  // Where TensorFlow.js gives 0 and NaN: the sign of NaN stays NaN, and no NaN is above 0.
  it('sign and step of NaN', async () => {
    const results = await runOn(
      createCpuDevice(),
      ({ x }) => ({ sign: tf.sign(x!), step: tf.step(x!), slope: tf.step(x!, 0.25) }),
      { x: float32([3], [NaN, -2, 2]) },
    );
    expect([...results['sign']!.data]).toEqual([NaN, -1, 1]);
    expect([...results['step']!.data]).toEqual([0, 0, 1]);
    expect([...results['slope']!.data]).toEqual([0.25, 0.25, 1]);
  });

  it('casts of flags and whole numbers', async () => {
    expect(
      await disagreementOn(shapes(), (shape) => ({
        program: ({ f, n }) => ({
          whole: tf.cast(f!, 'int32'),
          broken: tf.cast(f!, 'float32'),
          same: tf.cast(f!, 'bool'),
          flag: tf.cast(n!, 'bool'),
          number: tf.cast(n!, 'float32'),
        }),
        inputs: { f: flags(shape), n: ints(shape, 1, -1, 1) },
      })),
    ).toBe('');
  });

  it('casts cut off towards 0, and take everything but 0 as true', async () => {
    expect(
      await disagreement(({ x }) => ({ whole: tf.cast(x!, 'int32'), flag: tf.cast(x!, 'bool') }), {
        x: float32([8], [-2.9, -0.5, -0, 0, 0.5, 2.9, 2e9, -2e9]),
      }),
    ).toBe('');
  });
});
