import { z } from 'zod';
import { about } from '../setting.ts';
import { classifierSchemas, labelledTexts, renamed, wordClassifierFields } from './classifier-fields.ts';
import { tokenFields, trainingFields, withDefault } from './fields.ts';
import { modelFields } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z.object({
  recipe: z.literal('rnn-attention'),
  ...wordClassifierFields,
  optimizer: withDefault(trainingFields.optimizer, 'adam'),
  learningRate: withDefault(trainingFields.learningRate, 1e-3),
  schedule: withDefault(trainingFields.schedule, 'plateau'),
  weightDecay: withDefault(trainingFields.weightDecay, 0),
  maxTokens: withDefault(tokenFields.maxTokens, 24),
  width: withDefault(modelFields.anyWidth, 100),
  hidden: z
    .int()
    .min(2)
    .max(1024)
    .default(128)
    .meta(about('model', 'Hidden width', 'The width of the recurrent layer.')),
  attention: modelFields.attention,
  localWidth: modelFields.localWidth,
});

export const rnnAttention = recipeSchemas({
  ...classifierSchemas,
  config: settings.overwrite(renamed).meta({
    note: 'Reads a text with a tanh recurrent layer, averages its states by attention, and applies two linear layers.',
    reads: labelledTexts,
    data: 'labels',
  }),
});
export type RnnAttentionConfig = z.infer<typeof settings>;
