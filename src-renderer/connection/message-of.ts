import * as z from 'zod/mini';
import { remedySchema } from '../../src-main/api/remedies.ts';
import type { Remedy } from '../../src-main/api/types.ts';

// The content security policy forbids compiling parsers from text.
z.config({ jitless: true });

const messageSchema = z.object({ message: z.string() });
const remediesSchema = z.object({ remedies: z.array(remedySchema) });
const dataSchema = z.object({ data: remediesSchema });

/** The sentence of an error, or of the problem of a job, as the user reads it. */
export function messageOf(error: unknown): string {
  const { data } = messageSchema.safeParse(error);
  return data === undefined ? String(error) : data.message;
}

/** What helps against an error of the API, or against a problem of a job, a file or a run. */
export function remediesOf(error: unknown): Remedy[] {
  const own = remediesSchema.safeParse(error).data;
  return (own ?? dataSchema.safeParse(error).data?.data)?.remedies ?? [];
}
