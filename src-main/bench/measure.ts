import type { Device } from '../engine/types.ts';
import { createTrainer } from '../engine/trainer.ts';
import { Random } from '../random.ts';
import type { Way } from './case.ts';

export interface Measured {
  /** Median milliseconds of a step. */
  ms: number;
  /** Milliseconds of the first step: trace and compilation included. */
  firstMs: number;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

const warmUp = 4;

/** Trains on five batches in turn. */
export async function measureWay(device: Device, way: Way, steps: number): Promise<Measured> {
  const random = new Random(2);
  const batches = Array.from({ length: 5 }, () => way.batch(random));
  const trainer = createTrainer({
    device,
    ...way.trainer(new Random(1)),
    optimizer: { kind: 'adamw', weightDecay: 0.01 },
    seed: 1,
  });
  const times: number[] = [];
  for (let step = 0; step < steps + warmUp; step++) {
    const from = performance.now();
    await trainer.step(batches[step % batches.length]!, { learningRate: 1e-3 });
    times.push(performance.now() - from);
  }
  await trainer.dispose();
  return { ms: median(times.slice(warmUp)), firstMs: times[0]! };
}
