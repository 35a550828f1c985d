import { z } from 'zod';
import { contextSpecSchema } from '../../context/spec.ts';
import { defineJob } from '../job.ts';
import { explanationSchema } from './explanation.ts';
import { instantSchema, symbolSchema } from './fields.ts';

/** Prediction and attention of a typed text, as if it had been written about a ticker at a time. */
export const readJob = defineJob({
  kind: 'read',
  input: z.object({
    run: z.int(),
    text: z.string().trim().min(1).max(10_000),
    /** The company whose earlier texts are its window; null: it is read alone. */
    symbol: symbolSchema.nullable().default(null),
    /** When it was published; null: now. */
    at: instantSchema.nullable().default(null),
    /** Another window than the run's own; null: the run's. */
    window: contextSpecSchema.nullable().default(null),
  }),
  output: explanationSchema,
  run: async (input, { store }) => {
    const { readTyped } = await import('../../study/read-typed.ts');
    return readTyped(store, input);
  },
});
