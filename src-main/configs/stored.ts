import { z } from 'zod';
import { type TrainConfig, trainConfigSchema } from './all.ts';
import { withObjective } from './company-embedding.ts';

/** Settings of a recipe that reads texts by a checkpoint, or might. */
const checkpointSchema = z.looseObject({ checkpoint: z.string() });

/** Complete settings, of any version, of recipes that learn a label of a text. */
const labelSchema = z.looseObject({ recipe: z.string(), split: z.string(), testFile: z.unknown() });

/** Complete settings of a recipe that reads windows, of any version. */
const contextualSchema = z.looseObject({
  recipe: z.enum(['contextual-sentiment', 'topic']),
  context: z.string(),
  encoder: z.string().default('words'),
  windowDropout: z.number(),
  learningRate: z.number(),
  contextModel: z.string().default('joint'),
  attendTo: z.string().default('texts'),
  contextEpochs: z.number().nullish(),
  tuned: z.boolean().nullish(),
});

/** Settings as a run stored them, with those that were added since and are not what they were then. */
export function asStored(stored: unknown): unknown {
  const read = checkpointSchema.safeParse(stored);
  const reading = read.success ? { cleanTexts: false, ...read.data } : stored;
  const labels = labelSchema.safeParse(reading);
  return contextualAsStored(labels.success ? { nearCopies: null, embargo: 0, ...labels.data } : reading);
}

function contextualAsStored(stored: unknown): unknown {
  const contextual = contextualSchema.safeParse(stored);
  if (!contextual.success) return stored;
  const { encoder, learningRate, attendTo, contextEpochs } = contextual.data;
  const tuned = contextual.data.tuned ?? encoder === 'words';
  const complete = { sparseWindows: true, headLearningRate: learningRate, ...contextual.data, tuned };
  // Before a branch had epochs of its own, there was none in these runs, whatever their settings say.
  const isJoint = encoder !== 'words' && (tuned || attendTo === 'tokens');
  return isJoint && contextEpochs == null ? { ...complete, contextModel: 'joint' } : complete;
}

/** The settings of a run as this or an earlier version stored them. */
export const storedConfigSchema: z.ZodType<TrainConfig> = z.preprocess(
  (settings) => withObjective(asStored(settings)),
  trainConfigSchema,
);
