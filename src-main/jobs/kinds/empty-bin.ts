import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

/** Removes for good what was forgotten. */
export const emptyBinJob = defineJob({
  kind: 'empty-bin',
  input: z.object({}),
  /** `freed`: bytes; `kept`: why none, though there are some. */
  output: z.object({ things: z.int(), freed: z.int(), kept: z.string().nullable() }),
  stores: () => true,
  slow: true,
  run: async (_input, { store }) => {
    const { emptied } = await import('../forget.ts');
    return emptied(writable(store));
  },
});
