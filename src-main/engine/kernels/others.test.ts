import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float32 } from '../host.ts';
import { disagreementOn, disagreement, shapes } from './testing.ts';
import { flags, floats, ints } from './values.ts';

/** A shape with one of its axes, counted from either end. */
const shapeAndAxis = shapes({ minRank: 1 }).chain((shape) =>
  fc.tuple(fc.constant(shape), fc.integer({ min: -shape.length, max: shape.length - 1 }), fc.nat(99)),
);

describe('products', () => {
  const product = fc.record({
    n: fc.integer({ min: 1, max: 4 }),
    k: fc.integer({ min: 1, max: 4 }),
    m: fc.integer({ min: 1, max: 4 }),
    batch: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    shared: fc.boolean(),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    seed: fc.nat(99),
  });

  it('matMul with transposes and batches that broadcast', async () => {
    expect(
      await disagreementOn(
        product,
        ({ n, k, m, batch, shared, transposeA, transposeB, seed }) => ({
          program: ({ a, b }) => ({ y: tf.matMul(a!, b!, transposeA, transposeB) }),
          inputs: {
            a: floats([...batch, ...(transposeA ? [k, n] : [n, k])], seed),
            b: floats(
              [...(shared ? batch.map(() => 1) : batch), ...(transposeB ? [m, k] : [k, m])],
              seed + 1,
            ),
          },
        }),
        30,
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

describe('reductions', () => {
  type Reduce = (x: Tensor, axis?: number | number[], keepDims?: boolean) => Tensor;
  const cases: [string, Reduce, 'numbers' | 'flags'][] = [
    ['sum', tf.sum, 'numbers'],
    ['mean', tf.mean, 'numbers'],
    ['max', tf.max, 'numbers'],
    ['min', tf.min, 'numbers'],
    ['prod', tf.prod, 'numbers'],
    ['all', tf.all, 'flags'],
    ['any', tf.any, 'flags'],
    ['logSumExp', tf.logSumExp, 'numbers'],
  ];
  const drawn = shapes().chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      axes: fc.subarray(shape.map((_, i) => i)),
      keep: fc.boolean(),
      integer: fc.boolean(),
      seed: fc.nat(99),
    }),
  );

  it.each(cases)('%s over any axes', async (name, reduce, kind) => {
    expect(
      await disagreementOn(
        drawn,
        ({ shape, axes, keep, integer, seed }) => {
          const numbers =
            integer && name !== 'logSumExp' && name !== 'prod'
              ? ints(shape, seed, 1, 3)
              : floats(shape, seed);
          return {
            program: ({ x }) => ({ y: axes.length === 0 ? reduce(x!) : reduce(x!, axes, keep) }),
            inputs: { x: kind === 'flags' ? flags(shape, seed) : numbers },
          };
        },
        20,
      ),
    ).toBe('');
  });

  it('sum over the first axes of long tensors', async () => {
    for (const shape of [
      [1024, 3],
      [64, 24, 5],
      [1027, 2],
    ]) {
      const program = ({ x }: Record<string, Tensor>) => ({
        columns: tf.sum(x!, shape.length === 3 ? [0, 1] : 0),
        kept: tf.sum(x!, 0, true),
        all: tf.sum(x!),
      });
      // Thousands of numbers are added: the order in which they are shows in the last digits.
      expect(await disagreement(program, { x: floats(shape, 3) }, 1e-4)).toBe('');
    }
  });

  it('argMax and argMin give the first of equals', async () => {
    expect(
      await disagreementOn(shapeAndAxis, ([shape, axis, seed]) => ({
        program: ({ x }) => ({ max: tf.argMax(x!, axis), min: tf.argMin(x!, axis) }),
        inputs: { x: ints(shape, seed, 0, 2) },
      })),
    ).toBe('');
  });

  it('cumsum', async () => {
    expect(
      await disagreementOn(
        fc.tuple(shapeAndAxis, fc.boolean(), fc.boolean(), fc.boolean()),
        ([[shape, axis, seed], exclusive, reverse, integer]) => ({
          program: ({ x }) => ({
            y: tf.cumsum(x!, axis < 0 ? axis + shape.length : axis, exclusive, reverse),
          }),
          inputs: { x: integer ? ints(shape, seed) : floats(shape, seed) },
        }),
      ),
    ).toBe('');
  });

  it('softmax and logSoftmax', async () => {
    expect(
      await disagreementOn(fc.tuple(shapes({ minRank: 1 }), fc.nat(99)), ([shape, seed]) => ({
        program: ({ x }) => ({ p: tf.softmax(x!), logP: tf.logSoftmax(x!) }),
        inputs: { x: floats(shape, seed, -40, 40) },
      })),
    ).toBe('');
  });

  it('sum over axes that take turns with kept ones', async () => {
    const inputs = {
      x: float32(
        [3, 4, 5, 2, 3],
        Float32Array.from({ length: 360 }, (_, i) => Math.sin(i)),
      ),
    };
    for (const axes of [
      [0, 2],
      [1, 3],
      [0, 2, 4],
      [0, 1, 3],
    ]) {
      for (const keep of [true, false]) {
        expect(await disagreement(({ x }) => ({ y: tf.sum(x!, axes, keep) }), inputs)).toBe('');
      }
    }
  });
});

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
        fc.tuple(...shape.map((size) => fc.nat(size - 1))),
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

  it('concat, stack, unstack, split', async () => {
    expect(
      await disagreementOn(shapeAndAxis, ([shape, axis, seed]) => ({
        program: ({ x, y }) => {
          const results: Record<string, Tensor> = {
            concat: tf.concat([x!, y!, x!], axis),
            stack: tf.stack([x!, y!], axis < 0 ? 0 : axis),
          };
          for (const [i, part] of tf.unstack(x!, axis).entries()) results[`unstack${i}`] = part;
          const parts = tf.split(tf.concat([x!, y!], axis), 2, axis);
          for (const [i, part] of parts.entries()) results[`split${i}`] = part;
          const place = axis < 0 ? axis + shape.length : axis;
          const sizes = [1, 2 * shape[place]! - 1];
          const uneven = tf.split(tf.concat([x!, y!], axis), sizes, axis);
          for (const [i, part] of uneven.entries()) results[`uneven${i}`] = part;
          return results;
        },
        inputs: { x: floats(shape, seed), y: floats(shape, seed + 1) },
      })),
    ).toBe('');
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
});

describe('gathering and scattering', () => {
  it('gather along any axis', async () => {
    expect(
      await disagreementOn(
        fc.tuple(shapeAndAxis, shapes({ maxRank: 2 })),
        ([[shape, axis, seed], indexShape]) => {
          const place = axis < 0 ? axis + shape.length : axis;
          return {
            program: ({ x, i }) => ({ y: tf.gather(x!, i!, place) }),
            inputs: { x: floats(shape, seed), i: ints(indexShape, seed, 0, shape[place]! - 1) },
          };
        },
        20,
      ),
    ).toBe('');
  });

  it('gather with batch axes', async () => {
    expect(
      await disagreementOn(
        fc.tuple(
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 1, max: 3 }),
          fc.integer({ min: 1, max: 4 }),
        ),
        ([batch, outer, size]) => ({
          program: ({ x, i }) => ({ first: tf.gather(x!, i!, 1, 1), later: tf.gather(x!, i!, 2, 1) }),
          inputs: {
            x: floats([batch, outer, size, 2]),
            i: ints([batch, 3], 5, 0, Math.min(outer, size) - 1),
          },
        }),
      ),
    ).toBe('');
  });

  it('gatherND, scatterND, tensorScatterUpdate', async () => {
    expect(
      await disagreement(
        ({ x, i, u, s }) => ({
          gather: tf.gatherND(x!, i!),
          scatter: tf.scatterND(i!, u!, [3, 4, 2]),
          update: tf.tensorScatterUpdate(x!, s!, tf.slice(u!, [0, 0], [2, 2])),
        }),
        {
          x: floats([3, 4, 2]),
          i: ints([5, 2], 1, 0, 2),
          u: floats([5, 2], 2),
          s: { ...ints([2, 2]), data: Int32Array.of(0, 1, 2, 3) },
        },
      ),
    ).toBe('');
  });

  it('unsortedSegmentSum', async () => {
    expect(
      await disagreementOn(
        fc.tuple(fc.integer({ min: 1, max: 9 }), shapes({ maxRank: 2 }), fc.nat(99)),
        ([n, rest, seed]) => ({
          program: ({ x, i }) => ({ y: tf.unsortedSegmentSum(x!, i as tf.Tensor1D, 4) }),
          inputs: { x: floats([n, ...rest], seed), i: ints([n], seed, 0, 3) },
        }),
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
      await disagreementOn(shapes({ minRank: 1, maxRank: 3 }), (shape) => ({
        program: ({ x, n }) => {
          const k = Math.max(1, shape.at(-1)! - 1);
          const [a, b] = [tf.topk(x!, k), tf.topk(n!, k)];
          return { values: a.values, indices: a.indices, ints: b.values, places: b.indices };
        },
        inputs: { x: floats(shape), n: ints(shape, 2, 0, 2) },
      })),
    ).toBe('');
  });

  const constant = tf.fill;

  it('fill, range, linspace', async () => {
    expect(
      await disagreement(
        ({ x }) => ({
          fill: tf.add(x!, constant([2, 3], 7)),
          range: tf.add(x!, tf.range(0, 3)),
          down: tf.range(5, 0, -2),
          ints: tf.range(2, 9, 3, 'int32'),
          linspace: tf.linspace(1, 2, 5),
        }),
        { x: floats([2, 3]) },
      ),
    ).toBe('');
  });
});
