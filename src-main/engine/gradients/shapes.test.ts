import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { int32 } from '../host.ts';
import { shapes, shapesWithAxis } from '../kernels/kernel.testing.ts';
import { ints } from '../kernels/values.ts';
import { apart, wrongSlopeOn } from './slopes.ts';

describe('gradients of what moves elements are slopes', () => {
  it('reshape, expandDims, transpose, reverse, clone', async () => {
    const drawn = shapes({ minRank: 1, maxRank: 4 }).chain((shape) => {
      const axes = shape.map((_, axis) => axis);
      return fc.tuple(
        fc.constant(shape),
        fc.shuffledSubarray(axes, { minLength: shape.length }),
        fc.subarray(axes, { minLength: 1 }),
      );
    });
    expect(
      await wrongSlopeOn(drawn, ([shape, perm, axes]) => ({
        f: ({ x }) => tf.reshape(tf.expandDims(tf.reverse(tf.transpose(tf.clone(x!), perm), axes), 1), [-1]),
        inputs: { x: apart(shape) },
        to: ['x'],
      })),
    ).toBe('');
  });

  it('slice, pad, mirrored pad, tile', async () => {
    const drawn = shapes({ minRank: 1, maxRank: 4, min: 1 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        begin: fc.tuple(...shape.map((size) => fc.nat(size - 1))),
        pads: fc.tuple(...shape.map((size) => fc.tuple(fc.nat(size - 1), fc.nat(size - 1)))),
        reps: fc.tuple(...shape.map(() => fc.integer({ min: 1, max: 3 }))),
        mode: fc.constantFrom('reflect' as const, 'symmetric' as const),
        which: fc.constantFrom('slice', 'pad', 'mirror', 'tile'),
      }),
    );
    expect(
      await wrongSlopeOn(
        drawn,
        ({ shape, begin, pads, reps, mode, which }) => ({
          f: ({ x }) => {
            if (which === 'slice') return tf.slice(x!, begin);
            if (which === 'tile') return tf.tile(x!, reps);
            return which === 'pad' ? tf.pad(x!, pads, 2) : tf.mirrorPad(x!, pads, mode);
          },
          inputs: { x: apart(shape) },
          to: ['x'],
        }),
        40,
      ),
    ).toBe('');
  });

  it('tile and broadcastTo of five axes', async () => {
    expect(
      await wrongSlopeOn(shapes({ minRank: 5, maxRank: 5, min: 1 }), (shape) => ({
        f: ({ x }) => tf.broadcastTo(tf.sum(x!, [1, 3], true), shape),
        inputs: { x: apart(shape) },
        to: ['x'],
      })),
    ).toBe('');
  });

  it.each([
    ['up', [1, 0], [5, 6], [2, 3], 0],
    ['down', [4, 5], [0, 0], [-1, -2], 0],
    ['one row', [1, 0], [2, 6], [1, 1], 1],
  ])('strided slice: %s', async (_, begin, end, strides, shrink) => {
    expect(
      await wrongSlopeOn(
        fc.nat(9),
        (seed) => ({
          f: ({ x }) => tf.stridedSlice(x!, begin, end, strides, 0, 0, 0, 0, shrink),
          inputs: { x: apart([5, 6], seed) },
          to: ['x'],
        }),
        2,
      ),
    ).toBe('');
  });

  it('concat, stack, unstack, split', async () => {
    expect(
      await wrongSlopeOn(
        shapesWithAxis({ maxRank: 3, min: 1 }),
        ([shape, axis, seed]) => ({
          f: ({ x, y }) => {
            const joined = tf.concat([x!, tf.square(y!), x!], axis);
            const [first, second, third] = tf.split(joined, 3, axis);
            const stacked = tf.stack([first!, tf.mul(second!, third!)], 1);
            return tf.addN(tf.unstack(stacked, 1));
          },
          inputs: { x: apart(shape, seed), y: apart(shape, seed + 1) },
          to: ['x', 'y'],
        }),
        15,
      ),
    ).toBe('');
  });

  it('diag', async () => {
    expect(
      await wrongSlopeOn(shapes({ minRank: 1, maxRank: 2, min: 1 }), (shape) => ({
        f: ({ x }) => tf.diag(x!),
        inputs: { x: apart(shape) },
        to: ['x'],
      })),
    ).toBe('');
  });
});

describe('gradients of what takes elements by their numbers are slopes', () => {
  it('gather along any axis, also of no index', async () => {
    expect(
      await wrongSlopeOn(
        fc.tuple(shapesWithAxis({ maxRank: 3, min: 1 }), shapes({ maxRank: 2 })),
        ([[shape, axis, seed], indices]) => ({
          f: ({ x, i }) => tf.gather(x!, i!, axis < 0 ? axis + shape.length : axis),
          inputs: { x: apart(shape, seed), i: ints(indices, seed, 0, shape.at(axis)! - 1) },
          to: ['x'],
        }),
        20,
      ),
    ).toBe('');
  });

  it('gather with batch axes', async () => {
    const drawn = shapes({ minRank: 2, maxRank: 4, min: 1 }).chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.integer({ min: 1, max: shape.length - 1 }),
        fc.integer({ min: 1, max: 3 }),
      ),
    );
    expect(
      await wrongSlopeOn(
        drawn,
        ([shape, axis, batch]) => {
          const batchDims = Math.min(batch, axis);
          return {
            f: ({ x, i }) => tf.gather(x!, i!, axis, batchDims),
            inputs: { x: apart(shape), i: ints([...shape.slice(0, batchDims), 3], 5, 0, shape[axis]! - 1) },
            to: ['x'],
          };
        },
        20,
      ),
    ).toBe('');
  });

  const places = int32([3, 2], [0, 1, 2, 3, 1, 0]);

  it('gatherND, scatterND with places that repeat', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ x, i, u }) =>
          tf.mul(tf.scatterND(i!, u!, [3, 4]), tf.scatterND(i!, tf.gatherND(x!, i!), [3, 4])),
        inputs: {
          x: apart([3, 4], seed),
          u: apart([5], seed + 1),
          i: int32([5, 2], [0, 1, 2, 3, 0, 1, 1, 0, 2, 2]),
        },
        to: ['x', 'u'],
      })),
    ).toBe('');
  });

  it('tensorScatterUpdate', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ x, i, u }) => tf.tensorScatterUpdate(x!, i!, u!),
        inputs: { x: apart([3, 4, 2], seed), i: places, u: apart([3, 2], seed + 1) },
        to: ['x', 'u'],
      })),
    ).toBe('');
  });

  it('sparseToDense', async () => {
    expect(
      await wrongSlopeOn(fc.nat(99), (seed) => ({
        f: ({ i, v, other }) => tf.sparseToDense(i!, v!, [3, 4], other as tf.Scalar),
        inputs: { i: places, v: apart([3], seed), other: apart([], seed + 1) },
        to: ['v', 'other'],
      })),
    ).toBe('');
  });

  it('segment sum, also of no rows', async () => {
    expect(
      await wrongSlopeOn(fc.tuple(fc.nat(6), shapes({ maxRank: 2, min: 1 })), ([rows, rest]) => ({
        f: ({ x, i }) => tf.square(tf.unsortedSegmentSum(x!, i as tf.Tensor1D, 3)),
        inputs: { x: apart([rows, ...rest]), i: ints([rows], rows, 0, 2) },
        to: ['x'],
      })),
    ).toBe('');
  });
});
