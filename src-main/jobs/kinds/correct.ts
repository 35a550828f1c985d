import { z } from 'zod';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

/** Reads a rejected record anew, as it was corrected by hand, and takes it into the workspace. */
export const correctJob = defineJob({
  kind: 'correct',
  input: z.object({
    /** Its number among the rejected records. */
    reject: z.int(),
    /** The record as it should have been in the file, or its fields in their order. */
    record: z.union([z.string().max(1_000_000), z.array(z.string().max(1_000_000)).max(10_000)]),
    dryRun: z.boolean().default(false),
  }),
  output: z.object({
    outcome: z.enum(['accepted', 'duplicate', 'rejected']),
    problem: z.object({ kind: z.string(), column: z.string().nullable(), message: z.string() }).nullable(),
    record: z.string(),
    fields: z.array(z.string()).nullable(),
    columns: z.array(z.object({ name: z.string(), role: z.string().nullable(), value: z.string() })),
    dryRun: z.boolean(),
    deletion: z.int().nullable(),
  }),
  stores: () => true,
  run: async (input, { store }) => {
    const { correctRecord } = await import('../../ingest/correct-record.ts');
    return correctRecord(writable(store), input);
  },
});
