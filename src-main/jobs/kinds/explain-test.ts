import { z } from 'zod';
import { explainedTestPartSchema } from '../../study/explanations/test-part-result.ts';
import { defineJob } from '../job.ts';

/** Explains all texts of the test part of a run, and says how faithful its attention is. */
export const explainTestJob = defineJob({
  kind: 'explain-test',
  input: z.object({
    run: z.int().positive(),
    /** Texts that are explained, drawn by chance where there are more; null: all. */
    texts: z.int().positive().nullable().default(null),
    /** Other runs whose attention is compared, such as those of other seeds. */
    others: z.array(z.int().positive()).max(8).default([]),
    seed: z.int().min(0).default(1),
  }),
  output: explainedTestPartSchema,
  run: async (input, { store, emit, signal }) => {
    const { explainTestPart } = await import('../../study/explanations/test-part.ts');
    return explainTestPart(store, input, { emit, signal });
  },
});
