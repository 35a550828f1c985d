import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { float32, int32 } from '../host.ts';
import { Random } from '../../random.ts';
import type { Program } from '../types.ts';
import { floats } from './values.ts';

// Sizes that are shared among threads, or would be: by rows, by columns, with one very common row as padding is.
const sizes = [
  { rows: 1024, updates: 8192, width: 64 },
  { rows: 4096, updates: 13_824, width: 64 },
  { rows: 256, updates: 512, width: 2048 },
  { rows: 3, updates: 4000, width: 100 },
  { rows: 4000, updates: 1200, width: 110 },
];

describe('sums of many rows by their numbers', () => {
  it.each(sizes)('lose no row: $updates of width $width in $rows', async ({ rows, updates, width }) => {
    const random = new Random(1);
    const ids = Int32Array.from({ length: updates }, () => (random.uniform() < 0.4 ? 0 : random.below(rows)));
    // Whole numbers, so that a sum is the same in any order, and exact.
    const x = floats([updates, width]);
    x.data = Float32Array.from(x.data, (value) => Math.round(100 * value));
    const inputs = { x, ids: int32([updates], ids) };
    const expected = new Float32Array(rows * width);
    for (const [i, id] of ids.entries())
      for (let j = 0; j < width; j++) expected[id * width + j]! += x.data[i * width + j]!;
    const program: Program = (given) => ({
      y: tf.unsortedSegmentSum(given['x']!, given['ids'] as tf.Tensor1D, rows),
    });
    const executable = await createCpuDevice({ threads: 4 }).compile(program, inputs);
    let different = 0;
    for (let run = 0; run < 40; run++) {
      const y = await (await executable.run(inputs))['y']!.read();
      if (y.data.some((value, i) => value !== expected[i])) different++;
    }
    await executable.dispose();
    expect(different).toBe(0);
  });

  it('of no rows, and of rows of no length, are zeros', async () => {
    const program: Program = (given) => ({
      y: tf.unsortedSegmentSum(given['x']!, given['ids'] as tf.Tensor1D, 2),
    });
    for (const shape of [
      [0, 3],
      [3, 0],
    ]) {
      const inputs = { x: float32(shape, []), ids: int32([shape[0]!], new Int32Array(shape[0]!)) };
      const executable = await createCpuDevice().compile(program, inputs);
      const y = await (await executable.run(inputs))['y']!.read();
      expect(y.shape).toEqual([2, shape[1]]);
      expect([...y.data]).toEqual(Array.from({ length: 2 * shape[1]! }, () => 0));
      await executable.dispose();
    }
  });
});
