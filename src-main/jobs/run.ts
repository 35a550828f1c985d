import { type JobInput, type JobKind, type JobOutput, jobs } from './all.ts';
import type { JobContext } from './context.ts';

type Run = { [K in JobKind]: { run: (input: JobInput<K>, context: JobContext) => Promise<JobOutput<K>> } };
const table: Run = jobs;

/**
 * Runs a job in this process and returns its result. Emits what happens on the way; how it ended is for the caller to
 * report.
 *
 * @throws UserError for what the user can put right; the signal's reason if it stopped the job.
 */
export function runJob<K extends JobKind>(
  kind: K,
  input: JobInput<K>,
  context: JobContext,
): Promise<JobOutput<K>> {
  return table[kind].run(input, context);
}
