import { z } from 'zod';
import { defineJob } from '../job.ts';

const count = z.int();

/** Finds topics in the texts of the workspace, and labels the texts with them in a scheme of their own. */
export const findTopicsJob = defineJob({
  kind: 'find-topics',
  input: z.object({
    scheme: z.string().trim().min(1).max(200).default('found-topics'),
    topics: z.int().min(2).max(100).default(12),
    seed: z.int().min(0).default(1),
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    scheme: z.string(),
    dryRun: z.boolean(),
    seed: count,
    documents: count,
    labelled: count,
    topics: z.array(z.object({ name: z.string(), words: z.array(z.string()), texts: count })),
    replaced: count,
    byHand: count,
    seconds: z.number(),
  }),
  stores: ({ dryRun }) => !dryRun,
  run: async (input, { store, emit, signal }) => {
    const { findTopics } = await import('../../study/topics/find-topics.ts');
    return findTopics(store, input, { emit, signal });
  },
});
