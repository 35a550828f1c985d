import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';
import { trainResultSchema } from './train-result.ts';

/** Resumes a training that was stopped, from the end of its last complete epoch. */
export const resumeJob = defineJob({
  kind: 'resume',
  input: z.object({ run: z.int().positive() }),
  output: trainResultSchema,
  stores: () => true,
  run: async ({ run }, { store, emit, signal }) => {
    const { resume } = await import('../../recipes/train.ts');
    return resume(writable(store), run, { emit, signal });
  },
});
