import { z } from 'zod';
import { remedySchema } from '../../remedies.ts';
import { readingSchema } from '../../ingest/reading.ts';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';
import { problemSchema } from '../problem.ts';

/** Imports files, one after another. */
export const importJob = defineJob({
  kind: 'import',
  input: z.object({
    files: z.array(z.string().min(1)).min(1),
    /** The kind of the files; null: recognised from their content. */
    as: z.string().nullable().default(null),
    /** Label scheme, for files of texts with labels. */
    labels: z.string().nullable().default(null),
    /** How to read the files, where the user has chosen; the rest is recognised. */
    reading: readingSchema.prefault({}),
  }),
  output: z.array(
    z.object({
      file: z.string(),
      source: z.int().nullable(),
      problem: problemSchema.nullable(),
      kind: z.string().nullable(),
      title: z.string().nullable(),
      why: z.string(),
      encoding: z.string(),
      records: z.int(),
      accepted: z.int(),
      duplicate: z.int(),
      rejected: z.int(),
      seconds: z.number(),
      unusedColumns: z.array(z.string()),
      labels: z
        .object({
          scheme: z.string(),
          matched: z.int(),
          matchedSeveral: z.int(),
          documents: z.int(),
          conflicts: z.int(),
        })
        .nullable(),
      rejects: z.record(z.string(), z.int()),
      firstRejects: z.array(
        z.object({
          line: z.int(),
          column: z.string().nullable(),
          kind: z.string(),
          message: z.string(),
        }),
      ),
      notes: z.array(z.string()),
      remedies: z.array(remedySchema).readonly(),
    }),
  ),
  stores: () => true,
  pauses: true,
  run: async (input, { store, ...context }) => {
    const { runImport } = await import('../import.ts');
    return runImport(input, { ...context, store: writable(store) });
  },
});
