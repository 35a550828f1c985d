import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart, wrongSlopeOn } from './slopes.ts';

const size = fc.integer({ min: 1, max: 3 });

describe('gradients of products are slopes', () => {
  it('matMul with transposes, and batches of any ranks that broadcast', async () => {
    const drawn = fc.record({
      n: fc.oneof({ weight: 6, arbitrary: size }, { weight: 1, arbitrary: fc.constant(0) }),
      k: fc.oneof({ weight: 6, arbitrary: size }, { weight: 1, arbitrary: fc.constant(0) }),
      m: size,
      batch: fc.array(size, { maxLength: 2 }),
      drop: fc.tuple(fc.nat(2), fc.nat(2)),
      ones: fc.tuple(fc.array(fc.boolean(), { minLength: 2 }), fc.array(fc.boolean(), { minLength: 2 })),
      transposeA: fc.boolean(),
      transposeB: fc.boolean(),
    });
    expect(
      await wrongSlopeOn(
        drawn,
        ({ n, k, m, batch, drop, ones, transposeA, transposeB }) => {
          const part = (i: 0 | 1) =>
            batch.map((count, axis) => (ones[i][axis] === true ? 1 : count)).slice(drop[i]);
          return {
            f: ({ a, b }) => tf.matMul(a!, b!, transposeA, transposeB),
            inputs: {
              a: apart([...part(0), ...(transposeA ? [k, n] : [n, k])], 1),
              b: apart([...part(1), ...(transposeB ? [m, k] : [k, m])], 2),
            },
            to: ['a', 'b'],
          };
        },
        60,
      ),
    ).toBe('');
  });

  it.each(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const)(
    'fused matMul with %s',
    async (activation) => {
      expect(
        await wrongSlopeOn(
          fc.nat(99),
          (seed) => ({
            f: ({ a, b, bias, slope }) =>
              tf.fused.matMul({
                a: a!,
                b: b!,
                bias: bias!,
                activation,
                preluActivationWeights: slope!,
                leakyreluAlpha: 0.2,
              }),
            // Sums stay on one side of the kinks at 0 and 6.
            inputs: {
              a: apart([3, 4], seed, 0.1, 0.5),
              b: apart([4, 5], seed + 1, -0.1, 0.1),
              bias: apart([5], seed + 2, 1, 3),
              slope: apart([5], seed + 3),
            },
            to: ['a', 'b', 'bias'],
          }),
          2,
        ),
      ).toBe('');
    },
  );

  it.each([
    ['ij,jk->ik', [2, 3], [3, 4]],
    ['bij,bjk->kib', [2, 3, 4], [2, 4, 2]],
    ['bij,bkj->bik', [2, 3, 4], [2, 2, 4]],
    ['ij,k->ik', [2, 3], [4]],
    ['i,j->ij', [3], [4]],
  ])('einsum %s', async (equation, a, b) => {
    expect(
      await wrongSlopeOn(
        fc.nat(99),
        (seed) => ({
          f: (inputs) => tf.einsum(equation, inputs['a']!, inputs['b']!),
          inputs: { a: apart(a, seed), b: apart(b, seed + 1) },
          to: ['a', 'b'],
        }),
        2,
      ),
    ).toBe('');
  });

  it.each([
    ['same', [1, 1]],
    ['valid', [2, 1]],
    ['same', [2, 3]],
  ] as const)('conv2d with border %s and strides %j', async (pad, [down, across]) => {
    expect(
      await wrongSlopeOn(
        fc.nat(99),
        (seed) => ({
          f: ({ x, filter }) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, [down, across], pad),
          inputs: { x: apart([2, 5, 4, 2], seed), filter: apart([3, 2, 2, 3], seed + 1) },
          to: ['x', 'filter'],
        }),
        2,
      ),
    ).toBe('');
  });

  it('batch normalisation', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ x, mean, variance, scale, offset }) =>
          tf.batchNorm(x!, mean as tf.Tensor1D, variance as tf.Tensor1D, offset, scale),
        inputs: {
          x: apart([4, 3], seed),
          mean: apart([3], seed + 1),
          variance: apart([3], seed + 2, 0.5, 2),
          scale: apart([3], seed + 3),
          offset: apart([3], seed + 4),
        },
        to: ['x', 'mean', 'variance', 'scale', 'offset'],
      })),
    ).toBe('');
  });
});
