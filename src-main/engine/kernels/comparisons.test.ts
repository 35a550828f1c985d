import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32, int32 } from '../host.ts';
import { broadcastingShapes, disagreement, disagreementOn, shapes } from './kernel.testing.ts';
import { flags, floats, ints } from './values.ts';

type Comparison = (a: Tensor, b: Tensor) => Tensor;

const comparisons: [string, Comparison][] = [
  ['equal', tf.equal],
  ['notEqual', tf.notEqual],
  ['greater', tf.greater],
  ['greaterEqual', tf.greaterEqual],
  ['less', tf.less],
  ['lessEqual', tf.lessEqual],
];
const connectives: [string, Comparison][] = [
  ['logicalAnd', tf.logicalAnd],
  ['logicalOr', tf.logicalOr],
  ['logicalXor', tf.logicalXor],
];

/** Of few different values, so that both outcomes are common. */
const drawn = {
  float32: (shape: readonly number[], seed: number) => {
    const { data } = ints(shape, seed, -1, 1);
    return float32(
      shape,
      Float32Array.from(data, (value) => value / 2),
    );
  },
  int32: (shape: readonly number[], seed: number) => ints(shape, seed, -1, 1),
  bool: flags,
};
const types = fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const);

describe('comparisons are those of TensorFlow.js', () => {
  it.each(comparisons)('%s of every two types', async (_, compare) => {
    expect(
      await disagreementOn(
        fc.tuple(broadcastingShapes(), fc.nat(99), types, types),
        ([[a, b], seed, left, right]) => ({
          program: (inputs) => ({ y: compare(inputs['a']!, inputs['b']!) }),
          inputs: { a: drawn[left](a, seed), b: drawn[right](b, seed + 1) },
        }),
        25,
      ),
    ).toBe('');
  });

  it.each(connectives)('%s', async (_, connect) => {
    expect(
      await disagreementOn(fc.tuple(broadcastingShapes(), fc.nat(99)), ([[a, b], seed]) => ({
        program: (inputs) => ({ y: connect(inputs['a']!, inputs['b']!) }),
        inputs: { a: flags(a, seed), b: flags(b, seed + 1) },
      })),
    ).toBe('');
  });

  it('logicalNot', async () => {
    expect(
      await disagreementOn(shapes(), (shape) => ({
        program: ({ x }) => ({ y: tf.logicalNot(x!) }),
        inputs: { x: flags(shape) },
      })),
    ).toBe('');
  });

  it('NaN is not equal to, above or below anything', async () => {
    const odd = [NaN, Infinity, -Infinity, 0, 1.5];
    const pairs = odd.flatMap((a) => odd.map((b) => [a, b]));
    const column = (i: number) =>
      float32(
        [pairs.length],
        pairs.map((pair) => pair[i]!),
      );
    expect(
      await disagreement(
        ({ a, b }) => Object.fromEntries(comparisons.map(([name, compare]) => [name, compare(a!, b!)])),
        { a: column(0), b: column(1) },
      ),
    ).toBe('');
  });

  it('integers that float32 cannot tell apart are told apart', async () => {
    expect(
      await disagreement(({ a, b }) => ({ equal: tf.equal(a!, b!), greater: tf.greater(a!, b!) }), {
        a: int32([2], [16_777_217, -16_777_217]),
        b: int32([2], [16_777_216, -16_777_216]),
      }),
    ).toBe('');
  });
});

describe('choices are those of TensorFlow.js', () => {
  it('where, with branches that are one number everywhere, or of different types', async () => {
    expect(
      await disagreementOn(fc.tuple(shapes(), fc.nat(99)), ([shape, seed]) => ({
        program: ({ c, a, b, n }) => ({
          plain: tf.where(c!, a!, b!),
          ones: tf.where(c!, tf.ones(shape), tf.zerosLike(a!)),
          ints: tf.where(c!, n!, tf.zerosLike(n!)),
          mixed: tf.where(c!, n!, b!),
        }),
        inputs: {
          c: flags(shape, seed),
          a: floats(shape, seed),
          b: floats(shape, seed + 1),
          n: ints(shape, seed),
        },
      })),
    ).toBe('');
  });

  // tf.where broadcasts by tf.broadcastTo, which leaves a tensor as it is where an axis becomes empty: none here.
  it('where, with tensors that broadcast', async () => {
    expect(
      await disagreementOn(fc.tuple(broadcastingShapes({ min: 1 }), fc.nat(99)), ([[a, b], seed]) => ({
        program: (inputs) => ({
          condition: tf.where(inputs['c']!, inputs['a']!, inputs['a']!),
          branch: tf.where(inputs['c']!, inputs['a']!, inputs['b']!),
          number: tf.where(inputs['c']!, tf.scalar(2), inputs['a']!),
        }),
        inputs: { c: flags(b, seed), a: floats(a, seed), b: floats(b, seed + 1) },
      })),
    ).toBe('');
  });

  it('where chooses without arithmetic: what is not chosen may be infinite or no number', async () => {
    expect(
      await disagreement(({ x }) => ({ y: tf.where(tf.greater(x!, 0), tf.log(x!), tf.zerosLike(x!)) }), {
        x: float32([4], [-1, 0, 1, 2]),
      }),
    ).toBe('');
  });

  it('clipByValue of whole numbers', async () => {
    expect(
      await disagreementOn(shapes(), (shape) => ({
        program: ({ x }) => ({ y: tf.clipByValue(x!, -2, 3) }),
        inputs: { x: ints(shape) },
      })),
    ).toBe('');
  });
});
