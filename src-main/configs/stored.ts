import { z } from 'zod';
import { type TrainConfig, trainConfigSchema } from './all.ts';
import { contextualAsStored } from './contextual.ts';

/** Complete settings, of any version, of recipes that learn a label of a text. */
const labelSettings = z.looseObject({ recipe: z.string(), split: z.string(), testFile: z.unknown() });

/** Settings as a run stored them, with those that were added since and are not what they were then. */
export function asStored(settings: unknown): unknown {
  const stored = labelSettings.safeParse(settings);
  if (!stored.success) return contextualAsStored(settings);
  return contextualAsStored({ nearCopies: null, embargo: 0, ...stored.data });
}

/** The settings of a run as this or an earlier version stored them. */
export const storedConfigSchema: z.ZodType<TrainConfig> = z.preprocess(asStored, trainConfigSchema);
