import type { Trainer, TrainerOptions } from '../engine/trainer.ts';
import type { Random } from '../random.ts';

/** One variant of a case's training step. */
export interface Variant {
  name: string;
  trainer: (random: Random) => Omit<TrainerOptions, 'device' | 'optimizer' | 'seed'>;
  batch: (random: Random) => Parameters<Trainer['step']>[0];
}

/** A training step of a recipe, which the peer knows under the same name. The first variant is how recipes train. */
export interface BenchCase {
  name: string;
  /** Samples per step. */
  batch: number;
  variants: readonly [Variant, ...Variant[]];
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
