import * as tf from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { float32, int32 } from '../host.ts';
import { disagreementOn, runOn } from './kernel.testing.ts';
import { floats, ints } from './values.ts';

const size = fc.integer({ min: 1, max: 6 });

describe('counts', () => {
  it('bincount, with weights or without, of numbers that may be too large', async () => {
    expect(
      await disagreementOn(fc.tuple(fc.nat(9), size, fc.boolean()), ([n, size, weighted]) => ({
        program: ({ x, w }) => ({ y: tf.bincount(x as tf.Tensor1D, w as tf.Tensor1D, size) }),
        inputs: { x: ints([n], n, 0, 7), w: weighted ? floats([n]) : float32([0], []) },
      })),
    ).toBe('');
  });

  it('denseBincount, row by row', async () => {
    expect(
      await disagreementOn(fc.tuple(size, size, size, fc.boolean()), ([rows, n, size, weighted]) => ({
        program: ({ x, w }) => ({
          y: tf.denseBincount(x as tf.Tensor2D, w as tf.Tensor2D, size),
          found: tf.denseBincount(x as tf.Tensor2D, w as tf.Tensor2D, size, true),
        }),
        inputs: { x: ints([rows, n], n, 0, 7), w: weighted ? floats([rows, n]) : float32([0], []) },
      })),
    ).toBe('');
  });

  // TensorFlow.js throws here; a compiled program cannot.
  it('negative numbers do not count', async () => {
    const { y } = await runOn(
      createCpuDevice(),
      ({ x }) => ({ y: tf.bincount(x as tf.Tensor1D, tf.tensor1d([]), 3) }),
      { x: int32([4], [-1, 2, 2, 0]) },
    );
    expect([...y!.data]).toEqual([1, 0, 2]);
  });

  it('searchSorted, left and right of equals, in rows', async () => {
    expect(
      await disagreementOn(fc.tuple(size, size, size, fc.nat(99)), ([rows, n, m, seed]) => {
        const row = ints([rows, n], seed, 0, 4);
        const ascending = row.data
          .slice()
          .map((_, i) => row.data.slice(i - (i % n), i - (i % n) + n).toSorted()[i % n]!);
        return {
          program: ({ s, v }) => ({
            lower: tf.searchSorted(s!, v!, 'left'),
            upper: tf.searchSorted(s!, v!, 'right'),
          }),
          inputs: {
            s: float32([rows, n], Float32Array.from(ascending)),
            v: float32([rows, m], Float32Array.from(ints([rows, m], seed + 1, -1, 5).data)),
          },
        };
      }),
    ).toBe('');
  });
});
