import { sweepRequestSchema } from '../../configs/sweep-request.ts';
import { writable } from '../../store/store.ts';
import { sweepResultSchema } from '../../study/sweep-result.ts';
import { defineJob } from '../job.ts';

/** Tries combinations of settings in validation, and tests those that are chosen. */
export const sweepJob = defineJob({
  kind: 'sweep',
  input: sweepRequestSchema,
  output: sweepResultSchema,
  stores: () => true,
  run: async (input, { store, emit, signal }) => {
    const { sweep } = await import('../../study/sweep.ts');
    return sweep(writable(store), input, { emit, signal });
  },
});
