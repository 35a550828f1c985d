import { cpuUsage, resourceUsage } from 'node:process';
import { z } from 'zod';
import { openDevice, type DeviceChoice } from '../engine/devices.ts';
import { createTrainer } from '../engine/trainer.ts';
import { Random } from '../random.ts';
import { UserError } from '../errors.ts';
import type { Device } from '../engine/types.ts';
import { type ReadingVariant, trains, type Variant } from './case.ts';
import { cases } from './cases/all.ts';

export const measuredSchema = z.object({
  /** Median milliseconds of a step. */
  ms: z.number(),
  /** Median milliseconds of processor time of a step, of all threads together. */
  cpuMs: z.number(),
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

export function variantOf(caseName: string, variantName: string): Variant | ReadingVariant {
  const found = cases
    .find(({ name }) => name === caseName)
    ?.variants.find(({ name }) => name === variantName);
  if (!found) throw new UserError('use', `There is no variant "${variantName}" of the case ${caseName}.`);
  return found;
}

export async function measureVariant(
  variant: Variant | ReadingVariant,
  choice: DeviceChoice,
  steps: number,
): Promise<Measured> {
  const device = await openDevice(choice);
  const { step, dispose } = trains(variant) ? training(variant, device) : variant.open(device);
  const [times, cpu]: [number[], number[]] = [[], []];
  for (let number = 0; number < steps + warmUp; number++) {
    const [from, used] = [performance.now(), cpuUsage()];
    await step(number);
    times.push(performance.now() - from);
    const { user, system } = cpuUsage(used);
    cpu.push((user + system) / 1000);
  }
  await dispose();
  return {
    ms: median(times.slice(warmUp)),
    cpuMs: median(cpu.slice(warmUp)),
    firstMs: times[0]!,
    memory: 1024 * resourceUsage().maxRSS,
  };
}

/** Trains on five batches in turn. */
function training(variant: Variant, device: Device) {
  const random = new Random(2);
  const batches = Array.from({ length: 5 }, () => variant.batch(random));
  const trainer = createTrainer({
    device,
    ...variant.trainer(new Random(1)),
    optimizer: { kind: 'adamw', weightDecay: 0.01 },
    seed: 1,
  });
  return {
    step: (number: number) => trainer.step(batches[number % batches.length]!, { learningRate: 1e-3 }),
    dispose: () => trainer.dispose(),
  };
}
