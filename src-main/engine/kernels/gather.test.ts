import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../types.ts';
import { disagreementOn, shapes, shapesWithAxis } from './kernel.testing.ts';
import { floats, ints } from './values.ts';

describe('gathering and scattering', () => {
  it('gather along any axis, of any number of indices', async () => {
    expect(
      await disagreementOn(
        fc.tuple(shapesWithAxis(), shapes({ maxRank: 3 })),
        ([[shape, axis, seed], indexShape]) => {
          // From an empty axis nothing can be taken.
          const rows = shape.with(axis, Math.max(shape.at(axis)!, 1));
          return {
            program: ({ x, i }) => ({ y: tf.gather(x!, i!, axis < 0 ? axis + shape.length : axis) }),
            inputs: { x: floats(rows, seed), i: ints(indexShape, seed, 0, rows.at(axis)! - 1) },
          };
        },
        25,
      ),
    ).toBe('');
  });

  it('gather with any number of batch axes', async () => {
    const drawn = shapes({ minRank: 2, min: 1 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        axis: fc.integer({ min: 1, max: shape.length - 1 }),
        batch: fc.integer({ min: 1, max: shape.length - 1 }),
        rest: shapes({ maxRank: 2, min: 1 }),
      }),
    );
    expect(
      await disagreementOn(
        drawn,
        ({ shape, axis, batch, rest }) => {
          // The batch axes come before the axis.
          const batchDims = Math.min(batch, axis);
          const indices = [...shape.slice(0, batchDims), ...rest];
          return {
            program: ({ x, i }) => ({ y: tf.gather(x!, i!, axis, batchDims) }),
            inputs: { x: floats(shape), i: ints(indices, 5, 0, shape[axis]! - 1) },
          };
        },
        25,
      ),
    ).toBe('');
  });

  /** A tensor's shape, how many of its axes the indices give, and the shape of the list of indices. */
  const places = shapes({ minRank: 1, min: 1 }).chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      depth: fc.integer({ min: 1, max: shape.length }),
      count: fc.nat(6),
      seed: fc.nat(99),
    }),
  );

  /** Numbers of places within the first `depth` axes of a shape. */
  function placesIn(shape: readonly number[], depth: number, count: number, seed: number): HostTensor {
    const drawn = ints([count, depth], seed, 0, 999);
    drawn.data = Int32Array.from(drawn.data, (value, i) => value % shape[i % depth]!);
    return drawn;
  }

  it('gatherND and scatterND, of any depth, with places that repeat', async () => {
    expect(
      await disagreementOn(
        places,
        ({ shape, depth, count, seed }) => ({
          program: ({ x, i, u }) => ({ gather: tf.gatherND(x!, i!), scatter: tf.scatterND(i!, u!, shape) }),
          inputs: {
            x: floats(shape, seed),
            // TensorFlow.js refuses an empty list of places.
            i: placesIn(shape, depth, count + 1, seed),
            u: floats([count + 1, ...shape.slice(depth)], seed),
          },
        }),
        25,
      ),
    ).toBe('');
  });

  it('gatherND and scatterND of whole numbers', async () => {
    expect(
      await disagreementOn(places, ({ shape, depth, count, seed }) => ({
        program: ({ x, i, u }) => ({ gather: tf.gatherND(x!, i!), scatter: tf.scatterND(i!, u!, shape) }),
        inputs: {
          x: ints(shape, seed),
          i: placesIn(shape, depth, count + 1, seed),
          u: ints([count + 1, ...shape.slice(depth)], seed),
        },
      })),
    ).toBe('');
  });

  it('tensorScatterUpdate', async () => {
    expect(
      await disagreementOn(places, ({ shape, depth, seed }) => ({
        program: ({ x, i, u }) => ({ y: tf.tensorScatterUpdate(x!, i!, u!) }),
        // One place only, as the order of updates to the same place is open.
        inputs: {
          x: floats(shape, seed),
          i: placesIn(shape, depth, 1, seed),
          u: floats([1, ...shape.slice(depth)], seed + 1),
        },
      })),
    ).toBe('');
  });

  it('sparseToDense', async () => {
    expect(
      await disagreementOn(
        fc.tuple(shapes({ minRank: 1, maxRank: 4, min: 1 }), fc.boolean(), fc.nat(99)),
        ([shape, whole, seed]) => {
          const drawn = whole ? ints : floats;
          return {
            program: ({ i, v, other }) => ({
              // Of the same place twice the last would count here, any in the engine: only one is given.
              one: tf.sparseToDense(i!, v!, shape, other as tf.Scalar),
              everywhere: tf.sparseToDense(
                tf.range(0, 3, 1, 'int32'),
                other as tf.Scalar,
                [4],
                other as tf.Scalar,
              ),
            }),
            inputs: { i: placesIn(shape, shape.length, 1, seed), v: drawn([1], seed), other: drawn([], 5) },
          };
        },
      ),
    ).toBe('');
  });

  it('unsortedSegmentSum, also of no rows, and into more segments than there are rows', async () => {
    expect(
      await disagreementOn(
        fc.tuple(fc.nat(9), shapes({ maxRank: 3, min: 1 }), fc.integer({ min: 1, max: 12 })),
        ([n, rest, segments]) => ({
          program: ({ x, i }) => ({ y: tf.unsortedSegmentSum(x!, i as tf.Tensor1D, segments) }),
          // Floats only: TensorFlow.js's CPU backend gives sums of whole numbers as float32.
          inputs: { x: floats([n, ...rest]), i: ints([n], n, 0, segments - 1) },
        }),
        25,
      ),
    ).toBe('');
  });

  it('oneHot, also of numbers outside', async () => {
    expect(
      await disagreementOn(shapes({ maxRank: 3 }), (shape) => ({
        program: ({ i }) => ({
          y: tf.oneHot(i!, 4),
          scaled: tf.oneHot(i!, 3, 2, -1, 'float32'),
          flags: tf.oneHot(i!, 3, 1, 0, 'bool'),
        }),
        inputs: { i: ints(shape, 3, -2, 5) },
      })),
    ).toBe('');
  });

  it('topk, the first of equals first', async () => {
    expect(
      await disagreementOn(fc.tuple(shapes({ minRank: 1, min: 1 }), fc.nat(3)), ([shape, fewer]) => ({
        program: ({ x, n }) => {
          const k = Math.max(1, shape.at(-1)! - fewer);
          const [a, b] = [tf.topk(x!, k), tf.topk(n!, k)];
          return { values: a.values, indices: a.indices, ints: b.values, places: b.indices };
        },
        inputs: { x: floats(shape), n: ints(shape, 2, 0, 2) },
      })),
    ).toBe('');
  });
});
