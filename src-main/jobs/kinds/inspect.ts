import { z } from 'zod';
import { remedySchema } from '../../remedies.ts';
import { readingSchema } from '../../ingest/reading.ts';
import { defineJob } from '../job.ts';

const inspectionSchema = z.object({
  file: z.string(),
  bytes: z.number(),
  kind: z.string().nullable(),
  title: z.string().nullable(),
  why: z.string(),
  problem: z.string().nullable(),
  remedies: z.array(remedySchema).readonly(),
  kinds: z.array(z.object({ name: z.string(), title: z.string() })),
  roles: z.array(z.string()),
  settings: z.array(z.string()),
  encoding: z.string(),
  layout: z.string(),
  delimiter: z.string().nullable(),
  quoted: z.boolean(),
  headingLine: z.int(),
  columns: z.array(z.object({ name: z.string(), role: z.string().nullable() })),
  moreColumns: z.int(),
  schemes: z.array(z.string()),
  rows: z.array(z.object({ line: z.int(), fields: z.array(z.string()), problem: z.string().nullable() })),
  readings: z.array(
    z.object({
      encoding: z.string(),
      layout: z.string(),
      headingLine: z.int(),
      records: z.int(),
      recovered: z.int(),
      example: z.array(z.string()),
      lost: z.object({ line: z.int(), message: z.string() }).nullable(),
      chosen: z.boolean(),
    }),
  ),
  countedBytes: z.number(),
  notes: z.array(z.string()),
  earlier: z
    .object({ file: z.string(), importedAt: z.int(), as: z.string().nullable(), reading: readingSchema })
    .nullable(),
});

/** Looks at a file without importing it: its kind, columns and first records, and how else it could be read. */
export const inspectJob = defineJob({
  kind: 'inspect',
  input: z.object({
    file: z.string().min(1),
    /** The kind of the file; null: recognised from its content. */
    as: z.string().nullable().default(null),
    reading: readingSchema.prefault({}),
  }),
  output: inspectionSchema,
  run: async ({ file, as, reading }, { store }) => {
    const { inspectFile } = await import('../../ingest/inspect.ts');
    return inspectFile(file, as, reading, store);
  },
});
