import { z } from 'zod';
import { type TrainConfig, trainConfigSchema } from './all.ts';

const settingsSchema = z.looseObject({});

/** Complete settings of a recipe that reads windows, of any version. */
const contextualSchema = z.looseObject({
  recipe: z.enum(['contextual-sentiment', 'topic']),
  context: z.string(),
  encoder: z.string().default('words'),
  windowDropout: z.number(),
  learningRate: z.number(),
});

/** Settings as a run stored them, with those that were added since and are not what they were then. */
export function asStored(stored: unknown): unknown {
  const settings = settingsSchema.safeParse(stored);
  if (!settings.success) return stored;
  const known = 'checkpoint' in settings.data ? { cleanTexts: false, ...settings.data } : settings.data;
  const contextual = contextualSchema.safeParse(known);
  if (!contextual.success) return known;
  const { encoder, learningRate } = contextual.data;
  return {
    contextModel: 'joint',
    tuned: encoder === 'words',
    headLearningRate: learningRate,
    ...contextual.data,
  };
}

/** The settings of a run as this or an earlier version stored them. */
export const storedConfigSchema: z.ZodType<TrainConfig> = z.preprocess(asStored, trainConfigSchema);
