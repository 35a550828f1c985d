import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from './cpu.ts';
import { runOn } from './kernels/kernel.testing.ts';
import { dropout, dropoutKeys, dropoutKeysSpec, dropoutMask } from './random.ts';
import { referenceDevice } from './reference.ts';
import type { Device } from './types.ts';

const [rows, columns] = [400, 96];
const size = rows * columns;

async function masks(device: Device, seed: number, steps: readonly number[], rate = 0.3, salt = 0) {
  const executable = await device.compile(
    ({ keys }) => ({ mask: dropoutMask([20, rows / 20, columns], rate, keys!, salt) }),
    { keys: dropoutKeysSpec },
  );
  const found: number[][] = [];
  for (const step of steps) {
    const { mask } = await executable.run({ keys: dropoutKeys(seed, step) });
    found.push(Array.from((await mask!.read()).data));
  }
  await executable.dispose();
  return found;
}

/** Correlation of whether elements are kept. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [a, b].map((values) => {
    const kept = values.map((value) => Number(value > 0));
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    return kept.map((value) => value - mean);
  });
  const dot = (p: readonly number[], q: readonly number[]) =>
    p.reduce((sum, value, i) => sum + value * q[i]!, 0);
  return dot(x!, y!) / Math.sqrt(dot(x!, x!) * dot(y!, y!));
}

/** The largest absolute correlation between a mask and itself moved by some rows or columns. */
function largestOwnCorrelation(mask: readonly number[]): number {
  const distances = [1, 2, 3, 7, columns - 1, columns, columns + 1, 2 * columns, 3 * columns, 20 * columns];
  return Math.max(
    ...distances.map((distance) => Math.abs(correlation(mask.slice(distance), mask.slice(0, -distance)))),
  );
}

const cpu = createCpuDevice({ threads: 1 });
const steps = [1, 2, 3, 4, 5, 6, 7, 8];
/** Five standard deviations of the correlation of independent masks. */
const chance = 5 / Math.sqrt(size - 20 * columns);

describe('a dropout mask', () => {
  it('keeps the share it should, and the mean of what it multiplies', async () => {
    for (const rate of [0.1, 0.3, 0.5, 0.8]) {
      const all = (await masks(cpu, 3, steps, rate)).flat();
      const kept = all.filter((value) => value > 0).length / all.length;
      const deviation = Math.sqrt((rate * (1 - rate)) / all.length);
      // The rate is rounded to a multiple of 1/2048.
      expect(Math.abs(kept - (1 - rate))).toBeLessThan(5 * deviation + 1 / 4096);
      expect(Math.abs(all.reduce((sum, value) => sum + value, 0) / all.length - 1)).toBeLessThan(
        (5 * deviation) / (1 - rate),
      );
    }
  });

  it('varies from row to row and from column to column as independent draws do', async () => {
    for (const mask of await masks(cpu, 3, steps)) {
      const kept = (from: number, stride: number, count: number) =>
        Array.from({ length: count }, (_, i) => Number(mask[from + i * stride]! > 0)).reduce(
          (a, b) => a + b,
        ) / count;
      const variance = (shares: readonly number[]) =>
        shares.reduce((sum, share) => sum + (share - 0.7) ** 2, 0) / shares.length;
      const ofRows = Array.from({ length: rows }, (_, i) => kept(i * columns, 1, columns));
      const ofColumns = Array.from({ length: columns }, (_, j) => kept(j, columns, rows));
      // Expected 0.3 * 0.7 / n; the spread of a sample variance is about sqrt(2 / count) of it.
      expect(variance(ofRows) / (0.21 / columns)).toBeGreaterThan(0.6);
      expect(variance(ofRows) / (0.21 / columns)).toBeLessThan(1.5);
      expect(variance(ofColumns) / (0.21 / rows)).toBeGreaterThan(0.4);
      expect(variance(ofColumns) / (0.21 / rows)).toBeLessThan(1.9);
    }
  });

  it('does not resemble itself moved by some places', async () => {
    for (const mask of await masks(cpu, 5, steps)) expect(largestOwnCorrelation(mask)).toBeLessThan(chance);
  });

  it('does not resemble that of the next steps, of the next seed or of the next salt', async () => {
    const mine = await masks(cpu, 7, steps);
    const others = [
      ...mine.slice(1),
      ...(await masks(cpu, 8, [1, 2])),
      ...(await masks(cpu, 7, [1, 2], 0.3, 1)),
    ];
    for (const other of others) expect(Math.abs(correlation(mine[0]!, other))).toBeLessThan(chance);
  });

  it('is the same on every device, and again', async () => {
    const [once, again, reference] = await Promise.all([
      masks(cpu, 11, [1, 2]),
      masks(cpu, 11, [1, 2]),
      masks(referenceDevice, 11, [1, 2]),
    ]);
    expect(again).toEqual(once);
    expect(reference).toEqual(once);
  });

  it('is none at rate 0, and refuses 1', async () => {
    const inputs = {
      x: { shape: [3], dtype: 'float32', data: Float32Array.of(1, 2, 3) },
      keys: dropoutKeys(1, 1),
    } as const;
    const { y } = await runOn(cpu, ({ x, keys }) => ({ y: tf.clone(dropout(x!, 0, keys!, 0)) }), inputs);
    expect([...y!.data]).toEqual([1, 2, 3]);
    await expect(runOn(cpu, ({ x, keys }) => ({ y: dropout(x!, 1, keys!, 0) }), inputs)).rejects.toThrow(
      '[0, 1)',
    );
  });
});
