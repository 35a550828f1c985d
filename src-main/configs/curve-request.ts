import { z } from 'zod';
import { classifierConfigSchema } from './classifiers.ts';

/** What a learning curve is asked to be. */
export const curveRequestSchema = z.object({
  /** Its `trainSize` bounds the curve; its `seed` is the first. */
  config: classifierConfigSchema,
  /** Training texts of each point; null: 10, 30, 100, 300, ... and all that there are. */
  sizes: z.array(z.int().min(2)).min(1).nullable().default(null),
  /** Trainings of each size. */
  seeds: z.int().min(1).max(100).default(3),
});
export type CurveRequest = z.infer<typeof curveRequestSchema>;
