import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { zeros } from '../host.ts';
import type { HostTensor, Program } from '../types.ts';
import { broadcastShape } from './rule.ts';
import { difference, disagreement, disagreementOn, runOn } from './kernel.testing.ts';
import { floats } from './values.ts';

const cpu = createCpuDevice({ threads: 1 });

const size = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const products = fc.record({
  n: size,
  k: size,
  m: size,
  batch: fc.array(size, { maxLength: 3 }),
  /** Which batch axes each of the two leaves out in front, or has at size 1. */
  drop: fc.tuple(fc.nat(3), fc.nat(3)),
  ones: fc.tuple(fc.array(fc.boolean(), { minLength: 3 }), fc.array(fc.boolean(), { minLength: 3 })),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  seed: fc.nat(99),
});

/** The place in a batch of `shape` of place `at` in the batch of shape `full` that it is broadcast to. */
function broadcastPlace(at: number, full: readonly number[], shape: readonly number[]): number {
  let [rest, place, stride] = [at, 0, 1];
  for (let axis = full.length - 1; axis >= full.length - shape.length; axis--) {
    const size = shape[axis - full.length + shape.length]!;
    place += size === 1 ? 0 : (rest % full[axis]!) * stride;
    stride *= size;
    rest = Math.floor(rest / full[axis]!);
  }
  return place;
}

/** By definition: TensorFlow.js's CPU backend takes wrong matrices where a batch axis other than the first repeats. */
function productOf(a: HostTensor, b: HostTensor, transposeA: boolean, transposeB: boolean): HostTensor {
  const [n, k] = transposeA ? [a.shape.at(-1)!, a.shape.at(-2)!] : [a.shape.at(-2)!, a.shape.at(-1)!];
  const m = transposeB ? b.shape.at(-2)! : b.shape.at(-1)!;
  const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = broadcastShape(batchA, batchB);
  const y = zeros([...batch, n, m]);
  for (const at of y.data.keys()) {
    const [matrix, row, column] = [Math.floor(at / (n * m)), Math.floor(at / m) % n, at % m];
    const startA = broadcastPlace(matrix, batch, batchA) * n * k;
    const startB = broadcastPlace(matrix, batch, batchB) * k * m;
    for (let i = 0; i < k; i++) {
      const left = a.data[startA + (transposeA ? i * n + row : row * k + i)]!;
      y.data[at] = y.data[at]! + left * b.data[startB + (transposeB ? column * k + i : i * m + column)]!;
    }
  }
  return y;
}

describe('products', () => {
  it('matMul with transposes and batches of any ranks that broadcast', async () => {
    const agrees = fc.asyncProperty(
      products,
      async ({ n, k, m, batch, drop, ones, transposeA, transposeB, seed }) => {
        const part = (i: 0 | 1) =>
          batch.map((count, axis) => (ones[i][axis] === true ? 1 : count)).slice(drop[i]);
        const a = floats([...part(0), ...(transposeA ? [k, n] : [n, k])], seed);
        const b = floats([...part(1), ...(transposeB ? [m, k] : [k, m])], seed + 1);
        const program: Program = (given) => ({
          y: tf.matMul(given['a']!, given['b']!, transposeA, transposeB),
        });
        const { y } = await runOn(cpu, program, { a, b });
        const expected = productOf(a, b, transposeA, transposeB);
        expect(y!.shape).toEqual(expected.shape);
        expect(difference(y!, expected)).toBeLessThan(2e-5);
      },
    );
    await fc.assert(agrees, { numRuns: 60 });
  });

  it('matMul as TensorFlow.js has it, where all of the batch or none of it is repeated', async () => {
    expect(
      await disagreementOn(
        fc.tuple(products, fc.boolean()),
        ([{ n, k, m, batch, transposeA, transposeB, seed }, shared]) => ({
          program: ({ a, b }) => ({ y: tf.matMul(a!, b!, transposeA, transposeB) }),
          inputs: {
            a: floats([...batch, ...(transposeA ? [k, n] : [n, k])], seed),
            b: floats(
              [...(shared && !batch.includes(0) ? [] : batch), ...(transposeB ? [m, k] : [k, m])],
              seed + 1,
            ),
          },
        }),
        25,
      ),
    ).toBe('');
  });

  it.each(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const)(
    'fused matMul with %s',
    async (activation) => {
      expect(
        await disagreement(
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
          { a: floats([3, 4]), b: floats([4, 5], 2), bias: floats([5], 3), slope: floats([5], 4) },
        ),
      ).toBe('');
    },
  );

  it('refuses matrices that do not fit', async () => {
    const inputs = { a: floats([2, 3]), b: floats([2, 3]) };
    await expect(disagreement(({ a, b }) => ({ y: tf.matMul(a!, b!) }), inputs)).rejects.toThrow('inner');
  });
});
