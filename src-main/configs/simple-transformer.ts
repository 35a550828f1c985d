import { z } from 'zod';
import { classifierSchemas, labelledTexts, renamed, wordClassifierFields } from './classifier-fields.ts';
import { trainingFields, withDefault } from './fields.ts';
import { headsFit, modelFields, unfit } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z.object({
  recipe: z.literal('simple-transformer'),
  ...wordClassifierFields,
  learningRate: withDefault(trainingFields.learningRate, 1e-3),
  width: modelFields.anyWidth,
  heads: modelFields.heads,
  layers: modelFields.blocks,
  inner: modelFields.inner,
});

export const simpleTransformer = recipeSchemas({
  ...classifierSchemas,
  config: settings.refine(headsFit, unfit).overwrite(renamed).meta({
    note: 'Passes words and learned positions through post-norm transformer blocks and averages the outputs.',
    reads: labelledTexts,
    data: 'labels',
  }),
});
export type SimpleTransformerConfig = z.infer<typeof settings>;
