import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broadcastingShapes, disagreementOn, disagreement, runOn, shapes } from './testing.ts';
import { flags, floats, ints } from './values.ts';
import { createCpuDevice } from '../cpu.ts';
import { float32, int32 } from '../host.ts';

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
  ['cast to float32', (x) => tf.cast(x, 'float32'), { ints: true }],
  ['zerosLike', tf.zerosLike, { ints: true }],
  ['onesLike', tf.onesLike, { ints: true }],
];

describe('element-wise kernels of one tensor are those of TensorFlow.js', () => {
  it.each(unaryCases)('%s', async (_, f, { low = -3, high = 3, ints: whole = false, tolerance } = {}) => {
    expect(
      await disagreementOn(
        fc.tuple(shapes({ min: 0 }), fc.nat(99), fc.boolean()),
        ([shape, seed, integer]) => ({
          program: ({ x }) => ({ y: f(x!) }),
          inputs: { x: integer && whole ? ints(shape, seed) : floats(shape, seed, low, high) },
          ...(tolerance === undefined ? {} : { tolerance }),
        }),
      ),
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

  it('prelu', async () => {
    expect(
      await disagreement(({ x, a }) => ({ y: tf.prelu(x!, a!) }), { x: floats([3, 4]), a: floats([4], 2) }),
    ).toBe('');
  });

  it('addN', async () => {
    expect(
      await disagreement(({ x, y, z }) => ({ sum: tf.addN([x!, y!, z!]) }), {
        x: floats([3, 4], 1),
        y: floats([3, 4], 2),
        z: floats([3, 4], 3),
      }),
    ).toBe('');
  });
});

type BinaryFunction = (a: Tensor, b: Tensor) => Tensor;
type Kind = 'float32' | 'int32' | 'bool';

const binaryCases: [string, BinaryFunction, Kind[]][] = [
  ['add', tf.add, ['float32', 'int32']],
  ['sub', tf.sub, ['float32', 'int32']],
  ['mul', tf.mul, ['float32', 'int32']],
  ['div', tf.div, ['float32', 'int32']],
  ['floorDiv', tf.floorDiv, ['float32', 'int32']],
  ['mod', tf.mod, ['float32', 'int32']],
  ['maximum', tf.maximum, ['float32', 'int32', 'bool']],
  ['minimum', tf.minimum, ['float32', 'int32', 'bool']],
  ['squaredDifference', tf.squaredDifference, ['float32', 'int32']],
  ['equal', tf.equal, ['float32', 'int32', 'bool']],
  ['notEqual', tf.notEqual, ['float32', 'int32', 'bool']],
  ['greater', tf.greater, ['float32', 'int32', 'bool']],
  ['greaterEqual', tf.greaterEqual, ['float32', 'int32', 'bool']],
  ['less', tf.less, ['float32', 'int32', 'bool']],
  ['lessEqual', tf.lessEqual, ['float32', 'int32', 'bool']],
  ['logicalAnd', tf.logicalAnd, ['bool']],
  ['logicalOr', tf.logicalOr, ['bool']],
  ['logicalXor', tf.logicalXor, ['bool']],
];

const dividing = new Set(['div', 'floorDiv', 'mod']);

function drawn(kind: Kind, shape: readonly number[], seed: number) {
  if (kind === 'float32') return floats(shape, seed);
  return kind === 'int32' ? ints(shape, seed) : flags(shape, seed);
}

describe('element-wise kernels of two tensors are those of TensorFlow.js', () => {
  it.each(binaryCases)('%s', async (name, f, kinds) => {
    expect(
      await disagreementOn(
        fc.tuple(broadcastingShapes, fc.nat(99), fc.constantFrom(...kinds), fc.boolean()),
        ([[a, b], seed, kind, same]) => {
          const right = drawn(kind, b, same && a.length === b.length ? seed : seed + 1);
          if (dividing.has(name) && kind === 'int32') {
            for (const [i, value] of right.data.entries()) if (value === 0) right.data[i] = 3;
          }
          return {
            program: (inputs) => ({ y: f(inputs['a']!, inputs['b']!) }),
            inputs: { a: drawn(kind, a, seed), b: right },
          };
        },
        20,
      ),
    ).toBe('');
  });

  it('mixed types widen', async () => {
    expect(
      await disagreement(({ a, b, c }) => ({ ab: tf.add(a!, b!), bc: tf.mul(b!, c!), ac: tf.sub(a!, c!) }), {
        a: floats([2, 3]),
        b: ints([3]),
        c: flags([2, 1]),
      }),
    ).toBe('');
  });

  it('pow', async () => {
    expect(
      await disagreementOn(fc.tuple(broadcastingShapes, fc.nat(99)), ([[a, b], seed]) => ({
        program: (inputs) => ({ y: tf.pow(inputs['a']!, inputs['b']!) }),
        inputs: { a: floats(a, seed, 0.1, 3), b: floats(b, seed + 1) },
      })),
    ).toBe('');
    expect(
      await disagreement(({ a, b }) => ({ y: tf.pow(a!, b!) }), {
        a: ints([4], 1, -3, 3),
        b: ints([4], 2, 0, 3),
      }),
    ).toBe('');
  });

  it('integer division by zero gives 0 and does not end the process', async () => {
    const results = await runOn(
      createCpuDevice(),
      ({ a, b }) => ({ quotient: tf.floorDiv(a!, b!), rest: tf.mod(a!, b!) }),
      { a: int32([3], [7, -7, 1]), b: int32([3], [0, 2, 0]) },
    );
    expect([...results['quotient']!.data]).toEqual([0, -4, 0]);
    expect([...results['rest']!.data]).toEqual([0, 1, 0]);
  });

  it('where', async () => {
    expect(
      await disagreementOn(fc.tuple(shapes(), fc.nat(99)), ([shape, seed]) => ({
        program: ({ c, a, b }) => ({
          y: tf.where(c!, a!, b!),
          scalar: tf.where(c!, tf.scalar(2), b!),
          ones: tf.where(c!, tf.ones(shape), tf.zerosLike(b!)),
        }),
        inputs: { c: flags(shape, seed), a: floats(shape, seed), b: floats(shape, seed + 1) },
      })),
    ).toBe('');
  });

  it('what is repeated is computed once and repeated afterwards', async () => {
    expect(
      await disagreementOn(fc.tuple(broadcastingShapes, fc.nat(99)), ([[a, b], seed]) => ({
        program: ({ x, y }) => {
          // Both of the common shape, made of fewer numbers.
          const shape = tf.broadcast_util.assertAndGetBroadcastShape(a, b);
          const [p, q] = [tf.broadcastTo(x!, shape), tf.broadcastTo(y!, shape)];
          const half = tf.fill(shape, 0.5);
          return {
            negated: tf.neg(p),
            product: tf.mul(p, q),
            halved: tf.mul(p, half),
            ofNumbers: tf.sub(half, tf.fill(shape, 2)),
            greater: tf.greater(p, half),
            chained: tf.add(tf.exp(tf.mul(p, half)), tf.mul(p, q)),
            sum: tf.addN([p, half, tf.add(p, q), q]),
            sumOfParts: tf.addN([p, p, half]),
          };
        },
        inputs: { x: floats(a, seed), y: floats(b, seed + 1) },
      })),
    ).toBe('');
  });

  it('neutral elements are left out without changing shape, type or value', async () => {
    expect(
      await disagreementOn(fc.tuple(broadcastingShapes, fc.nat(99)), ([[a, b], seed]) => ({
        program: ({ x }) => ({
          timesOnes: tf.mul(x!, tf.ones(b)),
          onesTimes: tf.mul(tf.ones(b), x!),
          plusZeros: tf.add(x!, tf.zeros(b)),
          minusZeros: tf.sub(x!, tf.zeros(b)),
          zerosMinus: tf.sub(tf.zeros(b), x!),
          over: tf.div(x!, tf.fill(b, 1)),
          twice: tf.mul(tf.mul(x!, tf.ones(b)), tf.add(x!, tf.fill(b, 2))),
        }),
        inputs: { x: floats(a, seed) },
      })),
    ).toBe('');
  });
});
