import type { TrainConfig } from './all.ts';

/** The label scheme that such a training learns; null: it learns no labels. */
export function learnedScheme(config: TrainConfig): string | null {
  if ('scheme' in config) return config.scheme;
  return 'topicScheme' in config && config.objective === 'topic' ? config.topicScheme : null;
}
