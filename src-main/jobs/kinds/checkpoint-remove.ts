import { z } from 'zod';
import { defineJob } from '../job.ts';

/** Takes a checkpoint out of the library of this machine. */
export const checkpointRemoveJob = defineJob({
  kind: 'checkpoint-remove',
  input: z.object({
    name: z.string().trim().min(1),
    /** Only say what would be removed. */
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    name: z.string(),
    dryRun: z.boolean(),
    freed: z.number(),
    others: z.array(z.string()),
    runs: z
      .array(
        z.object({
          run: z.int(),
          recipe: z.string(),
          state: z.enum(['running', 'done', 'failed', 'cancelled']),
          needsIt: z.boolean(),
        }),
      )
      .nullable(),
  }),
  run: async ({ name, dryRun }, context) => {
    const { removeCheckpoint } = await import('../checkpoint-removal.ts');
    return removeCheckpoint(name, dryRun, context);
  },
});
