import { z } from 'zod';
import { recipes } from '../../configs/all.ts';
import { curveRequestSchema } from '../../configs/curve-request.ts';
import { writable } from '../../store/store.ts';
import { defineJob } from '../job.ts';

const spreadSchema = z.object({ mean: z.number(), deviation: z.number().nullable() });
const scoresSchema = z.object({ accuracy: spreadSchema, macroF1: spreadSchema });

/** Trains a recipe on increasing numbers of texts, every size with every seed. */
export const learningCurveJob = defineJob({
  kind: 'learning-curve',
  input: curveRequestSchema,
  output: z.object({
    curve: z.int(),
    recipe: z.enum(recipes),
    n: z.int(),
    points: z.array(
      z.object({
        size: z.int(),
        runs: z.array(z.int()),
        test: scoresSchema,
        baselines: z.record(z.string(), scoresSchema),
      }),
    ),
  }),
  stores: () => true,
  run: async (input, { store, emit, signal }) => {
    const { learningCurve } = await import('../../study/learning-curve.ts');
    return learningCurve(writable(store), input, { emit, signal });
  },
});
