import * as z from 'zod/mini';
import { remedySchema } from '../../src-main/api/remedies.ts';

// The content security policy forbids compiling parsers from text.
z.config({ jitless: true });

const importResultsSchema = z.array(
  z.object({
    file: z.string(),
    problem: z.nullable(z.object({ message: z.string(), remedies: z.optional(z.array(remedySchema)) })),
    /** What helps where the notes name something that may not be meant. */
    remedies: z.optional(z.array(remedySchema)),
    kind: z.nullable(z.string()),
    encoding: z.string(),
    records: z.number(),
    accepted: z.number(),
    duplicate: z.number(),
    rejected: z.number(),
    seconds: z.number(),
    labels: z.nullable(
      z.object({
        scheme: z.string(),
        matched: z.number(),
        matchedSeveral: z.number(),
        documents: z.number(),
        conflicts: z.number(),
      }),
    ),
    notes: z.array(z.string()),
  }),
);

export type ImportResults = z.infer<typeof importResultsSchema>;

/** The result of an import job, or null when it is not one. */
export function readImportResults(result: unknown): ImportResults | null {
  const read = importResultsSchema.safeParse(result);
  return read.success ? read.data : null;
}
