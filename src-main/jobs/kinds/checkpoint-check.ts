import { z } from 'zod';
import { defineJob } from '../job.ts';

/** Reads every file of checkpoints and compares its hash with the one that it had. */
export const checkpointCheckJob = defineJob({
  kind: 'checkpoint-check',
  input: z.object({
    /** null: all of the library. */
    name: z.string().trim().min(1).nullable().default(null),
  }),
  output: z.array(z.object({ name: z.string(), bytes: z.number(), damage: z.array(z.string()) })),
  run: async ({ name }, context) => {
    const { checkCheckpoints } = await import('../checkpoints.ts');
    return checkCheckpoints(name, context);
  },
});
