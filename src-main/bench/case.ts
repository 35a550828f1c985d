import { int32 } from '../engine/host.ts';
import type { Trainer, TrainerOptions } from '../engine/trainer.ts';
import type { HostTensor } from '../engine/types.ts';
import type { Random } from '../random.ts';

/** One manner of doing a case's training step. */
export interface Way {
  name: string;
  trainer: (random: Random) => Omit<TrainerOptions, 'device' | 'optimizer' | 'seed'>;
  batch: (random: Random) => Parameters<Trainer['step']>[0];
}

/** A training step that the peer knows under the same name, with the same work. The first way is the one to use. */
export interface BenchCase {
  name: string;
  /** Samples a step. */
  batch: number;
  ways: readonly [Way, ...Way[]];
}

/** Whole numbers from `from` up to `below`, drawn alike. */
export function drawn(random: Random, shape: readonly number[], below: number, from = 0): HostTensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return int32(
    shape,
    Int32Array.from({ length: size }, () => from + random.below(below - from)),
  );
}

/** A word table as one more dense parameter: all of its rows are stepped, as in the peer. */
export function dense({ params, tables = {}, loss }: ReturnType<Way['trainer']>): ReturnType<Way['trainer']> {
  return { params: { ...params, ...tables }, loss };
}

/** The case by the rows that a batch uses, and with every row of its tables stepped. */
export function bothWays(trainer: Way['trainer'], batch: Way['batch']): [Way, Way] {
  return [
    { name: 'used rows stepped', trainer, batch },
    { name: 'all rows stepped', trainer: (random) => dense(trainer(random)), batch },
  ];
}
