import type { TrainConfig } from '../../configs/all.ts';
import { neighbourStability } from './stability.ts';

interface TrainedRun {
  config: TrainConfig;
  vectors: readonly ArrayLike<number>[];
}

/**
 * How alike the neighbours of runs are that differ in nothing but their seed: for each run the mean Jaccard index of the
 * ten nearest with every such other run; null where there is none.
 */
export function seedStabilities(runs: readonly TrainedRun[]): (number | null)[] {
  const keys = runs.map(({ config }) => JSON.stringify({ ...config, seed: 0, device: '' }));
  return runs.map(({ vectors }, own) => {
    const found = runs.flatMap((other, at) =>
      at === own || keys[at] !== keys[own] ? [] : (neighbourStability(vectors, other.vectors) ?? []),
    );
    return found.length === 0 ? null : found.reduce((sum, value) => sum + value, 0) / found.length;
  });
}
