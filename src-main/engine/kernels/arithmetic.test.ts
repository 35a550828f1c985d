import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { float32, int32 } from '../host.ts';
import { broadcastingShapes, disagreement, disagreementOn, runOn, shapes } from './kernel.testing.ts';
import { flags, floats, ints } from './values.ts';

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
  ['atan2', tf.atan2, ['float32']],
];

const dividing = new Set(['div', 'floorDiv', 'mod']);

function drawn(kind: Kind, shape: readonly number[], seed: number) {
  if (kind === 'float32') return floats(shape, seed);
  return kind === 'int32' ? ints(shape, seed) : flags(shape, seed);
}

describe('arithmetic of two tensors is that of TensorFlow.js', () => {
  it.each(binaryCases)('%s', async (name, f, kinds) => {
    expect(
      await disagreementOn(
        fc.tuple(broadcastingShapes(), fc.nat(99), fc.constantFrom(...kinds), fc.boolean()),
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
        25,
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

  // TensorFlow.js's does not broadcast.
  it('bitwiseAnd', async () => {
    expect(
      await disagreementOn(shapes(), (shape) => ({
        program: ({ a, b }) => ({ y: tf.bitwiseAnd(a!, b!) }),
        inputs: { a: ints(shape, 1, -99, 99), b: ints(shape, 2, -99, 99) },
      })),
    ).toBe('');
  });

  it('atan2 on the axes', async () => {
    const [y, x] = [float32([6], [0, 0, 1, -1, 0, 2]), float32([6], [1, -1, 0, 0, 0, -2])];
    expect(await disagreement(({ y, x }) => ({ angle: tf.atan2(y!, x!) }), { y, x })).toBe('');
  });

  it('pow', async () => {
    expect(
      await disagreementOn(fc.tuple(broadcastingShapes(), fc.nat(99)), ([[a, b], seed]) => ({
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

  it('integer division by 0, and of the least number by -1, does not end the process', async () => {
    const least = -(2 ** 31);
    const results = await runOn(
      createCpuDevice(),
      ({ a, b }) => ({ quotient: tf.floorDiv(a!, b!), rest: tf.mod(a!, b!) }),
      { a: int32([6], [7, -7, 1, least, least, 9]), b: int32([6], [0, 2, 0, -1, 1, -1]) },
    );
    expect([...results['quotient']!.data]).toEqual([0, -4, 0, least, least, -9]);
    expect([...results['rest']!.data]).toEqual([0, 1, 0, 0, 0, 0]);
  });

  it('integers wrap', async () => {
    const { sum, product } = await runOn(
      createCpuDevice(),
      ({ a, b }) => ({ sum: tf.add(a!, b!), product: tf.mul(a!, b!) }),
      { a: int32([2], [2 ** 31 - 1, 65_537]), b: int32([2], [1, 65_537]) },
    );
    // Math.imul is the definition; TensorFlow.js rounds products above 2^53.
    expect([...sum!.data]).toEqual([-(2 ** 31), 131_074]);
    expect([...product!.data]).toEqual([2 ** 31 - 1, Math.imul(65_537, 65_537)]);
  });

  it('what is no number, and infinity, in either place', async () => {
    const odd = [NaN, Infinity, -Infinity, 0, 1.5, -2];
    const pairs = odd.flatMap((a) => odd.map((b) => [a, b]));
    const column = (i: number) =>
      float32(
        [pairs.length],
        pairs.map((pair) => pair[i]!),
      );
    expect(
      await disagreement(
        ({ a, b }) => ({
          add: tf.add(a!, b!),
          sub: tf.sub(a!, b!),
          mul: tf.mul(a!, b!),
          div: tf.div(a!, b!),
          maximum: tf.maximum(a!, b!),
          minimum: tf.minimum(a!, b!),
          squaredDifference: tf.squaredDifference(a!, b!),
        }),
        { a: column(0), b: column(1) },
      ),
    ).toBe('');
  });

  it('addN', async () => {
    expect(
      await disagreementOn(
        fc.tuple(shapes(), fc.integer({ min: 1, max: 4 }), fc.boolean()),
        ([shape, count, whole]) => ({
          program: (inputs) => ({ sum: tf.addN(Object.values(inputs)) }),
          inputs: Object.fromEntries(
            Array.from({ length: count }, (_, i) => [`x${i}`, whole ? ints(shape, i) : floats(shape, i)]),
          ),
        }),
      ),
    ).toBe('');
  });

  it('what is repeated is computed once and repeated afterwards', async () => {
    expect(
      await disagreementOn(fc.tuple(broadcastingShapes({ min: 1 }), fc.nat(99)), ([[a, b], seed]) => ({
        // tf.broadcastTo leaves tensors as they are where an axis becomes empty: no empty ones here.
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
      await disagreementOn(fc.tuple(broadcastingShapes(), fc.nat(99)), ([[a, b], seed]) => ({
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
