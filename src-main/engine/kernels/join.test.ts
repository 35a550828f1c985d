import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { disagreementOn, runOn, shapes, shapesWithAxis } from './kernel.testing.ts';
import { floats, ints } from './values.ts';

const parts = (tensors: readonly Tensor[], name = 'part') =>
  Object.fromEntries(tensors.map((tensor, i) => [`${name}${i}`, tensor]));

describe('joining, parting and repeating', () => {
  it('concat of parts of different and of no length', async () => {
    expect(
      await disagreementOn(
        fc.tuple(shapesWithAxis(), fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }), fc.boolean()),
        ([[shape, axis, seed], lengths, whole]) => ({
          program: (inputs) => ({ y: tf.concat(Object.values(inputs), axis) }),
          inputs: Object.fromEntries(
            lengths.map((length, i) => {
              const part = shape.with(axis, length);
              return [`x${i}`, whole ? ints(part, seed + i) : floats(part, seed + i)];
            }),
          ),
        }),
        25,
      ),
    ).toBe('');
  });

  // Stacking and parting what is empty ends with an error in TensorFlow.js's CPU backend: it has a test of its own.
  it('stack and unstack', async () => {
    expect(
      await disagreementOn(shapesWithAxis({ min: 1 }), ([shape, axis, seed]) => ({
        program: ({ x, y }) => ({
          stack: tf.stack([x!, y!], axis < 0 ? 0 : axis),
          last: tf.stack([x!, y!, x!], -1),
          one: tf.stack([x!]),
          ...parts(tf.unstack(x!, axis)),
        }),
        inputs: { x: floats(shape, seed), y: floats(shape, seed + 1) },
      })),
    ).toBe('');
  });

  it('split, evenly and into parts of any lengths', async () => {
    expect(
      await disagreementOn(
        fc.tuple(shapesWithAxis({ min: 1, maxRank: 4 }), fc.array(fc.nat(3), { minLength: 1, maxLength: 4 })),
        ([[shape, axis, seed], lengths]) => {
          const total = lengths.reduce((sum, length) => sum + length, 0);
          return {
            program: ({ x, even }) => ({
              ...parts(tf.split(x!, lengths, axis)),
              ...parts(tf.split(even!, lengths.length, axis), 'even'),
            }),
            inputs: {
              x: floats(shape.with(axis, total), seed),
              even: ints(shape.with(axis, 2 * lengths.length), seed),
            },
          };
        },
        25,
      ),
    ).toBe('');
  });

  // A WebGPU shader binds 8 to 12 tensors; 7 × 7 parts are in two levels of groups, and more in three.
  it.each([7, 8, 32, 49, 50, 130, 400])('%d parts come apart and together again', async (count) => {
    const lengths = Array.from({ length: count }, (_, i) => i % 3);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const x = floats([2, total]);
    const { y, z } = await runOn(
      createCpuDevice(),
      ({ x: whole, w }) => ({
        y: tf.concat(tf.split(whole!, lengths, 1).toReversed(), 1),
        z: tf.stack(tf.unstack(w!).toReversed()),
      }),
      { x, w: ints([count, 2]) },
    );
    const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, length) => sum + length, 0));
    const backwards = starts
      .map((start, i) => Array.from({ length: lengths[i]! }, (__, k) => start + k))
      .toReversed()
      .flat();
    const rows = [0, 1].flatMap((row) => backwards.map((at) => x.data[row * total + at]));
    expect([...y!.data]).toEqual(rows);
    const w = ints([count, 2]).data;
    const flipped = Array.from({ length: count }, (_, i) => [
      ...w.subarray(2 * (count - 1 - i), 2 * (count - i)),
    ]);
    expect([...z!.data]).toEqual(flipped.flat());
  });

  it('stack, unstack and split of empty tensors', async () => {
    const results = await runOn(
      createCpuDevice(),
      ({ x }) => ({
        stack: tf.stack([x!, x!], 1),
        ...parts(tf.unstack(x!, 1)),
        ...parts(tf.split(x!, 3, 1), 'split'),
        ...parts(tf.split(x!, 2, 0), 'half'),
      }),
      { x: floats([0, 3]) },
    );
    const found = Object.fromEntries(Object.entries(results).map(([name, { shape }]) => [name, [...shape]]));
    const [single, column, half] = [[0], [0, 1], [0, 3]];
    expect(found).toEqual({
      stack: [0, 2, 3],
      part0: single,
      part1: single,
      part2: single,
      split0: column,
      split1: column,
      split2: column,
      half0: half,
      half1: half,
    });
  });

  it('pad, tile, broadcastTo, reverse', async () => {
    const drawn = shapes({ minRank: 1 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        pads: fc.tuple(...shape.map(() => fc.tuple(fc.nat(2), fc.nat(2)))),
        reps: fc.tuple(...shape.map(() => fc.integer({ min: 1, max: 3 }))),
        axes: fc.subarray(
          shape.map((_, i) => i),
          { minLength: 1 },
        ),
      }),
    );
    expect(
      await disagreementOn(drawn, ({ shape, pads, reps, axes }) => ({
        program: ({ x, n }) => ({
          pad: tf.pad(x!, pads, 0.5),
          padInts: tf.pad(n!, pads, 2),
          tile: tf.tile(x!, reps),
          repeatedSum: tf.add(
            tf.tile(
              tf.sum(x!, axes, true),
              shape.map((size, i) => (axes.includes(i) ? size : 1)),
            ),
            x!,
          ),
          broadcast: tf.broadcastTo(tf.sum(x!, axes, true), shape),
          reverse: tf.reverse(x!, axes),
        }),
        inputs: { x: floats(shape), n: ints(shape) },
      })),
    ).toBe('');
  });

  it('mirrored borders', async () => {
    const drawn = shapes({ minRank: 1, min: 1 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        // What is mirrored cannot be longer than what there is.
        pads: fc.tuple(...shape.map((size) => fc.tuple(fc.nat(size - 1), fc.nat(size - 1)))),
        mode: fc.constantFrom('reflect' as const, 'symmetric' as const),
      }),
    );
    expect(
      await disagreementOn(drawn, ({ shape, pads, mode }) => ({
        program: ({ x, n }) => ({ floats: tf.mirrorPad(x!, pads, mode), ints: tf.mirrorPad(n!, pads, mode) }),
        inputs: { x: floats(shape), n: ints(shape) },
      })),
    ).toBe('');
  });

  it('diag', async () => {
    expect(
      await disagreementOn(shapes({ minRank: 1, maxRank: 2, min: 1 }), (shape) => ({
        program: ({ x }) => ({ y: tf.diag(x!) }),
        inputs: { x: floats(shape) },
      })),
    ).toBe('');
  });
});
