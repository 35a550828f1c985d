/** What a job reports while it runs. A job itself never reports its end: whoever runs it does. */
import { z } from 'zod';

export const jobUpdateSchemas = [
  /**
   * `total` is null while it is not known; `unit` is what is counted: bytes, steps, ... An import also says how many
   * rows it has read, and in how many seconds.
   */
  z.object({
    type: z.literal('progress'),
    stage: z.string(),
    done: z.number(),
    total: z.number().nullable(),
    unit: z.string(),
    rows: z.int().optional(),
    seconds: z.number().optional(),
  }),
  z.object({ type: z.literal('message'), text: z.string() }),
  /** It waits, as it was asked to, or goes on. */
  z.object({ type: z.literal('paused'), paused: z.boolean() }),
  /** What is left of it is one piece of work, so that it ends before it could wait. */
  z.object({ type: z.literal('last-piece') }),
  /** A run exists from here on; its metrics and checkpoints belong to it. */
  z.object({ type: z.literal('run'), run: z.int() }),
  /** It is known which study this is; its folder exists from here on. */
  z.object({ type: z.literal('study'), study: z.string() }),
  z.object({
    type: z.literal('metric'),
    name: z.string(),
    step: z.int(),
    epoch: z.number(),
    value: z.number(),
  }),
] as const;
export type JobUpdate = z.infer<(typeof jobUpdateSchemas)[number]>;
