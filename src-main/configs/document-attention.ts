import { z } from 'zod';
import { about } from '../setting.ts';
import { classifierSchemas, labelledTexts, renamed, wordClassifierFields } from './classifier-fields.ts';
import { modelFields } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z.object({
  recipe: z.literal('document-attention'),
  ...wordClassifierFields,
  width: modelFields.anyWidth,
  heads: z
    .int()
    .min(1)
    .max(64)
    .default(4)
    .meta(about('model', 'Heads', 'Attention heads, each of which averages all word vectors.')),
  attention: modelFields.attention,
  localWidth: modelFields.localWidth,
  positions: z
    .boolean()
    .default(false)
    .meta(about('model', 'Positions', 'Adds learned position vectors to the words.')),
  layers: z
    .int()
    .min(0)
    .max(8)
    .default(0)
    .meta(about('model', 'Layers', 'Dense layers between the averages and the classes.')),
});

export const documentAttention = recipeSchemas({
  ...classifierSchemas,
  config: settings.overwrite(renamed).meta({
    note: 'Averages the word vectors of a text with learned attention heads.',
    reads: labelledTexts,
    data: 'labels',
  }),
});
export type DocumentAttentionConfig = z.infer<typeof settings>;
