import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disagreement, disagreementOn, shapes } from './kernel.testing.ts';
import { floats, ints } from './values.ts';

describe('shapes', () => {
  it('reshape, expandDims, squeeze, clone', async () => {
    expect(
      await disagreementOn(fc.tuple(shapes(), fc.nat(99)), ([shape, seed]) => ({
        program: ({ x }) => ({
          flat: tf.reshape(x!, [-1]),
          twice: tf.reshape(tf.reshape(x!, [-1, 1]), shape),
          more: tf.expandDims(x!, 0),
          last: tf.expandDims(x!, -1),
          less: tf.squeeze(x!),
          same: tf.clone(x!),
        }),
        inputs: { x: floats(shape, seed) },
      })),
    ).toBe('');
  });

  it('transpose', async () => {
    const drawn = shapes().chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.shuffledSubarray(
          shape.map((_, i) => i),
          { minLength: shape.length },
        ),
        fc.nat(99),
      ),
    );
    expect(
      await disagreementOn(
        drawn,
        ([shape, perm, seed]) => ({
          program: ({ x }) => ({ y: tf.transpose(x!, perm) }),
          inputs: { x: ints(shape, seed) },
        }),
        25,
      ),
    ).toBe('');
  });

  it('slice', async () => {
    const drawn = shapes({ minRank: 1 }).chain((shape) =>
      fc.tuple(
        fc.constant(shape),
        fc.tuple(...shape.map((size) => fc.nat(size))),
        fc.tuple(...shape.map((size) => fc.nat(size))),
      ),
    );
    expect(
      await disagreementOn(drawn, ([shape, begin, wanted]) => ({
        program: ({ x }) => ({
          y: tf.slice(
            x!,
            begin,
            wanted.map((n, i) => Math.min(n, shape[i]! - begin[i]!)),
          ),
          rest: tf.slice(x!, begin),
        }),
        inputs: { x: floats(shape) },
      })),
    ).toBe('');
  });

  it('stridedSlice, counting up and down, with masks', async () => {
    const x = floats([5, 6, 3]);
    expect(
      await disagreement(
        ({ x }) => ({
          up: tf.stridedSlice(x!, [1, 0, 0], [5, 6, 3], [2, 3, 1]),
          down: tf.stridedSlice(x!, [4, 5, 0], [0, 0, 3], [-1, -2, 1]),
          shrunk: tf.stridedSlice(x!, [1, 0, 0], [2, 6, 3], [1, 1, 1], 0, 0, 0, 0, 1),
          open: tf.stridedSlice(x!, [1, 2, 1], [0, 0, 0], [1, 1, 1], 1, 7),
          backwards: tf.stridedSlice(x!, [0, 0, 0], [0, 0, 0], [-1, 1, 1], 7, 7),
        }),
        { x },
      ),
    ).toBe('');
  });
});
