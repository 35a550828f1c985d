/** What a job process answers when it looked at a file; it passes a schema once, like all that comes from there. */
import { z } from 'zod';
import type { Inspection } from '../ingest/types.ts';

export const inspectionSchema: z.ZodType<Inspection> = z.object({
  file: z.string(),
  bytes: z.number(),
  kind: z.string().nullable(),
  title: z.string().nullable(),
  why: z.string(),
  problem: z.string().nullable(),
  remedies: z.array(z.object({ setting: z.string(), values: z.array(z.string()) })),
  kinds: z.array(z.object({ name: z.string(), title: z.string() })),
  roles: z.array(z.string()),
  settings: z.array(z.string()),
  encoding: z.string(),
  layout: z.string(),
  delimiter: z.string().nullable(),
  quoted: z.boolean(),
  headingLine: z.int(),
  columns: z.array(z.object({ name: z.string(), role: z.string().nullable() })),
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
});
