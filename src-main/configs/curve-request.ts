import { z } from 'zod';
import { classifierConfigSchema } from './classifiers.ts';

/** What a learning curve can be. */
export const curveLimits = {
  /** The fewest training texts of a point. */
  leastSize: 2,
  /** Trainings of each size. */
  seeds: { least: 1, most: 100, usual: 3 },
} as const;

const { seeds } = curveLimits;

/** What a learning curve is asked to be. */
export const curveRequestSchema = z.object({
  /** Its `trainSize` bounds the curve; its `seed` is the first. */
  config: classifierConfigSchema,
  /**
   * Training texts of each point; null: 10, 30, 100, 300, ... and all that there are. `all`: no curve, but several
   * trainings of one configuration.
   */
  sizes: z
    .union([z.array(z.int().min(curveLimits.leastSize)).min(1), z.literal('all')])
    .nullable()
    .default(null),
  /** Trainings of each size. */
  seeds: z.int().min(seeds.least).max(seeds.most).default(seeds.usual),
});
export type CurveRequest = z.infer<typeof curveRequestSchema>;
