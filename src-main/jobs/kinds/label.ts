import { z } from 'zod';
import { defineJob } from '../job.ts';

/** Lets a run label the documents that only models have labelled. */
export const labelJob = defineJob({
  kind: 'label',
  input: z.object({
    run: z.int().positive(),
    /** The scheme of the labels; null: the one that the run was trained on. */
    scheme: z.string().min(1).nullable().default(null),
    symbols: z.array(z.string().min(1)).min(1).nullable().default(null),
    /** Documents with a lower confidence get no label. */
    minConfidence: z.number().min(0).max(1).default(0.5),
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    run: z.int(),
    scheme: z.string(),
    minConfidence: z.number(),
    dryRun: z.boolean(),
    documents: z.int(),
    labelled: z.int(),
    inContext: z.int(),
    classes: z.array(z.object({ value: z.string(), count: z.int(), meanConfidence: z.number().nullable() })),
    agreement: z.object({
      labels: z.int(),
      otherLabels: z.int(),
      learned: z.int().nullable(),
      compared: z.int(),
      accuracy: z.number().nullable(),
      macroF1: z.number().nullable(),
      kappa: z.number().nullable(),
    }),
    replaced: z.int(),
    /** The number by which it is undone; null: nothing was labelled. */
    deletion: z.int().nullable(),
    seconds: z.number(),
  }),
  stores: ({ dryRun }) => !dryRun,
  run: async (input, { store, emit, signal }) => {
    const { labelDocuments } = await import('../../study/label-documents.ts');
    return labelDocuments(store, input, { emit, signal });
  },
});
