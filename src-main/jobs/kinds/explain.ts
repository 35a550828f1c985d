import { z } from 'zod';
import { contextSpecSchema } from '../../context/spec.ts';
import { defineJob } from '../job.ts';
import { explanationSchema } from './explanation.ts';

/** Prediction and attention of a document under a run. */
export const explainJob = defineJob({
  kind: 'explain',
  input: z.object({
    run: z.int(),
    document: z.int(),
    /** Another window than the run's own; null: the run's. */
    window: contextSpecSchema.nullable().default(null),
  }),
  output: explanationSchema,
  run: async (input, { store }) => {
    const { explain } = await import('../../study/explain.ts');
    return explain(store, input);
  },
});
