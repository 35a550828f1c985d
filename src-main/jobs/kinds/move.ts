import { z } from 'zod';
import { defineJob } from '../job.ts';
import { instantSchema, symbolSchema } from './fields.ts';

/** Whether a ticker closes higher on the day after its latest one, by a price-transformer run. */
export const moveJob = defineJob({
  kind: 'move',
  input: z.object({
    run: z.int(),
    symbol: symbolSchema,
    /** As it could be known at this time; null: after all days that there are. */
    at: instantSchema.nullable().default(null),
  }),
  output: z.object({
    run: z.int(),
    symbol: z.string(),
    at: z.number().nullable(),
    firstDay: z.string(),
    day: z.string(),
    classes: z.array(z.string()),
    probabilities: z.array(z.number()),
  }),
  run: async ({ run, symbol, at }, { store }) => {
    const { predictMove } = await import('../../recipes/price-transformer/predict-move.ts');
    return predictMove(store, run, symbol, at);
  },
});
