import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { bool, float32, int32 } from '../host.ts';
import { disagreement, disagreementOn, runOn, shapes, shapesWithAxis } from './kernel.testing.ts';
import { flags, floats, ints } from './values.ts';

describe('reductions', () => {
  type Reduce = (x: Tensor, axis?: number | number[], keepDims?: boolean) => Tensor;
  const ofNumbers: [string, Reduce][] = [
    ['sum', tf.sum],
    ['mean', tf.mean],
    ['prod', tf.prod],
    ['max', tf.max],
    ['min', tf.min],
    ['logSumExp', tf.logSumExp],
  ];
  const ofFlags: [string, Reduce][] = [
    ['all', tf.all],
    ['any', tf.any],
  ];
  // TensorFlow.js reads past the end where these are taken over nothing.
  const needSome = new Set(['max', 'min', 'logSumExp', 'all', 'any']);
  const onlyFloats = new Set(['logSumExp']);
  const drawn = (name: string) =>
    shapes({ min: needSome.has(name) ? 1 : 0 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        axes: fc.subarray(shape.map((_, axis) => axis)),
        fromTheEnd: fc.boolean(),
        keep: fc.boolean(),
        integer: fc.boolean(),
        seed: fc.nat(99),
      }),
    );

  it.each([...ofNumbers, ...ofFlags])('%s over any axes', async (name, reduce) => {
    const ofBools = ofFlags.some(([flagged]) => flagged === name);
    expect(
      await disagreementOn(
        drawn(name),
        ({ shape, axes, fromTheEnd, keep, integer, seed }) => {
          const given = fromTheEnd ? axes.map((axis) => axis - shape.length) : axes;
          const whole = integer && !onlyFloats.has(name);
          const numbers = () => (whole ? ints(shape, seed, -1, 2) : floats(shape, seed, -1.5, 1.5));
          return {
            program: ({ x }) => ({ y: given.length === 0 ? reduce(x!) : reduce(x!, given, keep) }),
            inputs: { x: ofBools ? flags(shape, seed) : numbers() },
          };
        },
        25,
      ),
    ).toBe('');
  });

  it('over nothing give what changes no result, the mean 0', async () => {
    const inputs = { x: float32([0, 2], []), n: int32([0, 2], []), f: bool([0, 2], []) };
    const program = ({ x, n, f }: Record<string, Tensor>) => ({
      sum: tf.sum(x!, 0),
      mean: tf.mean(x!, 0),
      prod: tf.prod(x!, 0),
      max: tf.max(x!, 0),
      min: tf.min(x!, 0),
      largest: tf.max(n!, 0),
      smallest: tf.min(n!, 0),
      all: tf.all(f!, 0),
      any: tf.any(f!, 0),
      logSumExp: tf.logSumExp(x!, 0),
    });
    const results = await runOn(createCpuDevice(), program, inputs);
    expect(Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...data]]))).toEqual({
      sum: [0, 0],
      mean: [0, 0],
      prod: [1, 1],
      max: [-Infinity, -Infinity],
      min: [Infinity, Infinity],
      largest: [-(2 ** 31), -(2 ** 31)],
      smallest: [2 ** 31 - 1, 2 ** 31 - 1],
      all: [1, 1],
      any: [0, 0],
      logSumExp: [-Infinity, -Infinity],
    });
  });

  it.each([tf.argMax, tf.argMin])('no place is the largest or smallest of none', async (place) => {
    const compiled = createCpuDevice().compile(({ x }) => ({ y: place(x!, 1) }), { x: floats([2, 0]) });
    await expect(compiled).rejects.toThrow('(2, 0) over axis 1, which is empty');
    const { y } = await runOn(createCpuDevice(), ({ x }) => ({ y: place(x!, 1) }), { x: floats([0, 2]) });
    expect(y!.shape).toEqual([0]);
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
      await disagreementOn(shapesWithAxis({ min: 1 }), ([shape, axis, seed]) => ({
        program: ({ x }) => ({ max: tf.argMax(x!, axis), min: tf.argMin(x!, axis) }),
        inputs: { x: ints(shape, seed, 0, 2) },
      })),
    ).toBe('');
  });

  it.each([
    ['cumsum', tf.cumsum],
    ['cumprod', tf.cumprod],
  ] as const)('%s', async (_, accumulate) => {
    expect(
      await disagreementOn(
        fc.tuple(shapesWithAxis(), fc.boolean(), fc.boolean(), fc.boolean()),
        ([[shape, axis, seed], exclusive, reverse, integer]) => ({
          program: ({ x }) => ({
            y: accumulate(x!, axis < 0 ? axis + shape.length : axis, exclusive, reverse),
          }),
          inputs: { x: integer ? ints(shape, seed) : floats(shape, seed) },
        }),
        25,
      ),
    ).toBe('');
  });

  it('cumprod of many', async () => {
    const x = floats([2, 37], 3, 0.5, 1.5);
    expect(await disagreement(({ x }) => ({ y: tf.cumprod(x!, 1) }), { x }, 1e-4)).toBe('');
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
