import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

/** Removes for good what was forgotten. */
export const emptyBinJob = defineJob({
  kind: 'empty-bin',
  input: z.object({}),
  output: z.object({ things: z.int() }),
  stores: () => true,
  run: async (_input, { store }) => {
    const { emptied } = await import('../forget.ts');
    return { things: emptied(writable(store)) };
  },
});
