import { z } from 'zod';
import { type TrainConfig, trainConfigSchema } from './all.ts';
import { withObjective } from './company-embedding.ts';
import { asStored } from './contextual.ts';

/** The settings of a run as this or an earlier version stored them. */
export const storedConfigSchema: z.ZodType<TrainConfig> = z.preprocess(
  (settings) => withObjective(asStored(settings)),
  trainConfigSchema,
);
