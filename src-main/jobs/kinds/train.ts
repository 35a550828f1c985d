import { z } from 'zod';
import { trainConfigSchema } from '../../configs/all.ts';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';
import { trainResultSchema } from './train-result.ts';

/** Trains a recipe and tests it once. */
export const trainJob = defineJob({
  kind: 'train',
  input: z.object({ config: trainConfigSchema }),
  output: trainResultSchema,
  stores: () => true,
  run: async ({ config }, { store, emit, signal }) => {
    const { train } = await import('../../recipes/train.ts');
    return train(writable(store), config, { emit, signal });
  },
});
