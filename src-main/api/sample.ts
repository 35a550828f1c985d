import { join } from 'node:path';
import { type TrainConfig, trainConfigSchema } from '../configs/all.ts';

/** The data that come with the application, and what is trained on them: a workspace to try everything in. */
export interface Sample {
  /** In the order in which they are imported, with the scheme of their labels. */
  files: { path: string; labels: string | null }[];
  config: TrainConfig;
}

/** @param resources the folder of what comes with the application */
export function sample(resources: string): Sample {
  const scheme = 'sentiment';
  return {
    files: [
      { path: join(resources, 'sample/stockerbot-sample.csv'), labels: null },
      { path: join(resources, 'sample/sentiment.csv'), labels: scheme },
    ],
    // As by default: what a user's own data get.
    config: trainConfigSchema.parse({ recipe: 'contextual-sentiment', scheme }),
  };
}
