import type { TrainConfig } from './all.ts';

/** The label scheme that such a training learns; null: it learns no labels. */
export function learnedScheme(config: TrainConfig): string | null {
  return 'scheme' in config ? config.scheme : null;
}
