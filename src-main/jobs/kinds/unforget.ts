import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

/** Brings back what was forgotten. */
export const unforgetJob = defineJob({
  kind: 'unforget',
  /** `deletion`: its number in the bin; null: what was forgotten last. */
  input: z.object({ deletion: z.int().nullable().default(null) }),
  output: z.object({
    id: z.int(),
    what: z.enum(['source', 'labels', 'run', 'labelling', 'correction', 'search', 'group']),
    name: z.string(),
    item: z.int().nullable(),
    deletedAt: z.number(),
    removed: z.array(z.object({ what: z.string(), count: z.int() })),
  }),
  stores: () => true,
  run: async ({ deletion }, { store }) => {
    const { unforget } = await import('../forget.ts');
    return unforget(writable(store), deletion);
  },
});
