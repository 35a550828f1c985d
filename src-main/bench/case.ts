import type { Trainer, TrainerOptions } from '../engine/trainer.ts';
import type { Device } from '../engine/types.ts';
import type { Random } from '../random.ts';

/** One variant of a training step. */
export interface Variant {
  name: string;
  trainer: (random: Random) => Omit<TrainerOptions, 'device' | 'optimizer' | 'seed'>;
  batch: (random: Random) => Parameters<Trainer['step']>[0];
}

/** One variant of a step that trains nothing. */
export interface ReadingVariant {
  name: string;
  /** Work that only the processor does. */
  processorOnly?: boolean;
  open: (device: Device) => { step: () => Promise<void>; dispose: () => Promise<void> };
}

/** A step of a recipe, which the peers know under the same name. The first variant is how recipes work. */
export interface BenchCase {
  name: string;
  /** Samples per step. */
  batch: number;
  variants: readonly [Variant, ...Variant[]] | readonly [ReadingVariant, ...ReadingVariant[]];
  /** A step of about a second: a fifth of the steps is measured. */
  long?: boolean;
}

export function trains(variant: Variant | ReadingVariant): variant is Variant {
  return 'trainer' in variant;
}

/** The variants of a case that can be measured on a device. */
export function variantsOn(device: string, { variants }: BenchCase): readonly (Variant | ReadingVariant)[] {
  return variants.filter((variant) => device === 'cpu' || trains(variant) || !variant.processorOnly);
}

/** Steps to measure of a case. */
export function stepsOf({ long = false }: BenchCase, steps: number): number {
  return long ? Math.ceil(steps / 5) : steps;
}

/** A word table as one more dense parameter: all of its rows are stepped, as in the peer. */
export function dense({
  params,
  tables = {},
  loss,
}: ReturnType<Variant['trainer']>): ReturnType<Variant['trainer']> {
  return { params: { ...params, ...tables }, loss };
}

/** The case by the rows that a batch uses, and with every row of its tables stepped. */
export function bothVariants(trainer: Variant['trainer'], batch: Variant['batch']): [Variant, Variant] {
  return [
    { name: 'used rows stepped', trainer, batch },
    { name: 'all rows stepped', trainer: (random) => dense(trainer(random)), batch },
  ];
}
