import { z } from 'zod';
import { jobs } from './all.ts';
import { problemSchema } from './problem.ts';
import { jobUpdateSchemas } from './updates.ts';

const definitions = Object.values(jobs);

/** What a job process is asked to do. */
export const jobSpecSchema = z.discriminatedUnion('kind', nonEmpty(definitions.map(({ spec }) => spec)));
export type JobSpec = z.output<typeof jobSpecSchema>;
export type JobSpecInput = z.input<typeof jobSpecSchema>;

/** The last event of a job that succeeded: its result, by the job's kind. */
const jobDoneSchema = z.discriminatedUnion('kind', nonEmpty(definitions.map(({ done }) => done)));
export type JobDone = z.output<typeof jobDoneSchema>;

/** What a job reports. The last event of a job is `done`, `failed` or `cancelled`. */
export const jobEventSchema = z.discriminatedUnion('type', [
  ...jobUpdateSchemas,
  jobDoneSchema,
  /** It waited for another job, and that has ended. */
  z.object({ type: z.literal('begun') }),
  z.object({ type: z.literal('failed'), problem: problemSchema }),
  z.object({ type: z.literal('cancelled') }),
]);
export type JobEvent = z.output<typeof jobEventSchema>;

/** Broker to job process. */
export const toJobSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    job: z.int(),
    workspace: z.string(),
    spec: jobSpecSchema,
    /** Whether the window comes before it; false where somebody waits for the answer. */
    background: z.boolean(),
  }),
  z.object({ type: z.literal('cancel'), job: z.int() }),
  /** To wait between two pieces of its work, or to go on. */
  z.object({ type: z.literal('pause'), job: z.int(), paused: z.boolean() }),
]);
export type ToJob = z.output<typeof toJobSchema>;

/** Job process to broker. */
export const fromJobSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('event'), job: z.int(), event: jobEventSchema }),
]);
export type FromJob = z.output<typeof fromJobSchema>;

function nonEmpty<T>([first, ...rest]: readonly T[]): [T, ...T[]] {
  if (first === undefined) throw new Error('There are no jobs.');
  return [first, ...rest];
}
