import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

/** Takes an imported file, the labels of a scheme, or a run out of the workspace. */
export const forgetJob = defineJob({
  kind: 'forget',
  input: z.object({
    target: z.discriminatedUnion('what', [
      z.object({ what: z.literal('source'), source: z.int() }),
      z.object({ what: z.literal('labels'), scheme: z.string().min(1) }),
      z.object({ what: z.literal('run'), run: z.int() }),
    ]),
    /** Only count what would be taken out. */
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    what: z.enum(['source', 'labels', 'run']),
    name: z.string(),
    dryRun: z.boolean(),
    removed: z.array(z.object({ what: z.string(), count: z.int() })),
    kept: z.int(),
    notes: z.array(z.string()),
    deletion: z.int().nullable(),
  }),
  // Counting is a transaction that is rolled back, which needs the right to write as well.
  stores: () => true,
  run: async ({ target, dryRun }, { store }) => {
    const { forget } = await import('../forget.ts');
    return forget(writable(store), target, dryRun);
  },
});
