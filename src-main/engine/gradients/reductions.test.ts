import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shapes, shapesWithAxis } from '../kernels/kernel.testing.ts';
import { apart, wrongSlopeOn } from './slopes.ts';

type Reduce = (x: Tensor, axis?: number[], keepDims?: boolean) => Tensor;

const reductions: [string, Reduce][] = [
  ['sum', tf.sum],
  ['mean', tf.mean],
  ['max', tf.max],
  ['min', tf.min],
  ['prod', (x, axis, keep) => tf.prod(tf.mul(x, 0.5), axis, keep)],
  ['logSumExp', tf.logSumExp],
  ['variance', (x, axis, keep) => tf.moments(x, axis, keep).variance],
  ['euclidean norm', (x, axis, keep) => tf.norm(tf.add(x, 4), 'euclidean', axis, keep)],
];
// What has no value over nothing, and norms, which TensorFlow.js takes over at most two axes.
const needSome = new Set(['max', 'min', 'logSumExp', 'euclidean norm', 'variance', 'prod']);

describe('gradients of reductions are slopes', () => {
  it.each(reductions)('%s over any axes', async (name, reduce) => {
    const drawn = shapes(needSome.has(name) ? { maxRank: 3, min: 1 } : { maxRank: 4 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        axes: fc.subarray(
          shape.map((_, axis) => axis),
          { maxLength: name === 'euclidean norm' ? Math.min(2, shape.length) : shape.length },
        ),
        fromTheEnd: fc.boolean(),
        keep: fc.boolean(),
        seed: fc.nat(99),
      }),
    );
    expect(
      await wrongSlopeOn(
        drawn,
        ({ shape, axes, fromTheEnd, keep, seed }) => ({
          f: ({ x }) => {
            const given =
              axes.length === 0 ? undefined : axes.map((axis) => (fromTheEnd ? axis - shape.length : axis));
            return name === 'euclidean norm' && !given
              ? reduce(tf.reshape(x!, [-1]), [0])
              : reduce(x!, given, keep);
          },
          inputs: { x: apart(shape, seed) },
          to: ['x'],
        }),
        15,
      ),
    ).toBe('');
  });

  it.each([
    ['softmax', tf.softmax],
    ['logSoftmax', tf.logSoftmax],
  ] as const)('%s', async (_, f) => {
    expect(
      await wrongSlopeOn(shapes({ minRank: 1, maxRank: 4 }), (shape) => ({
        f: ({ x }) => f(x!),
        inputs: { x: apart(shape) },
        to: ['x'],
      })),
    ).toBe('');
  });

  it.each([
    ['cumsum', tf.cumsum],
    ['cumprod', tf.cumprod],
  ] as const)('%s along any axis', async (_, accumulate) => {
    expect(
      await wrongSlopeOn(
        fc.tuple(shapesWithAxis({ maxRank: 4 }), fc.boolean(), fc.boolean()),
        ([[shape, axis, seed], exclusive, reverse]) => ({
          f: ({ x }) => accumulate(x!, axis < 0 ? axis + shape.length : axis, exclusive, reverse),
          inputs: { x: apart(shape, seed, -2, 2) },
          to: ['x'],
        }),
        20,
      ),
    ).toBe('');
  });

  it('topk, values only', async () => {
    expect(
      await wrongSlopeOn(
        fc.tuple(shapes({ minRank: 1, maxRank: 3, min: 1 }), fc.nat(2)),
        ([shape, fewer]) => ({
          f: ({ x }) => tf.topk(x!, Math.max(1, shape.at(-1)! - fewer)).values,
          inputs: { x: apart(shape) },
          to: ['x'],
        }),
      ),
    ).toBe('');
  });

  it('a cumulative product with zeros among its factors', async () => {
    const x = { ...apart([5], 1), data: Float32Array.of(2, 0, 3, 0, 1) };
    const drawn = fc.constantFrom(true, false);
    expect(
      await wrongSlopeOn(drawn, (reverse) => ({
        f: ({ x }) => tf.cumprod(x!, 0, false, reverse),
        inputs: { x },
        to: ['x'],
      })),
    ).toBe('');
  });
});
