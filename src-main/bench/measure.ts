import { resourceUsage } from 'node:process';
import { z } from 'zod';
import { openDevice, type DeviceChoice } from '../engine/devices.ts';
import { createTrainer } from '../engine/trainer.ts';
import { Random } from '../random.ts';
import { UserError } from '../errors.ts';
import type { Variant } from './case.ts';
import { cases } from './cases/all.ts';

export const measuredSchema = z.object({
  /** Median milliseconds of a step. */
  ms: z.number(),
  /** Milliseconds of the first step: trace and compilation included. */
  firstMs: z.number(),
  /** Largest resident memory of the process, bytes. */
  memory: z.number(),
});
export type Measured = z.infer<typeof measuredSchema>;

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Steps that are not counted, the first one, which compiles, among them. */
const warmUp = 4;

export function variantOf(caseName: string, variantName: string): Variant {
  const found = cases
    .find(({ name }) => name === caseName)
    ?.variants.find(({ name }) => name === variantName);
  if (!found) throw new UserError('use', `There is no variant "${variantName}" of the case ${caseName}.`);
  return found;
}

/** Trains on five batches in turn. */
export async function measureVariant(
  variant: Variant,
  choice: DeviceChoice,
  steps: number,
): Promise<Measured> {
  const random = new Random(2);
  const batches = Array.from({ length: 5 }, () => variant.batch(random));
  const trainer = createTrainer({
    device: await openDevice(choice),
    ...variant.trainer(new Random(1)),
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
  return { ms: median(times.slice(warmUp)), firstMs: times[0]!, memory: 1024 * resourceUsage().maxRSS };
}
