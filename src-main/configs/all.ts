import { z } from 'zod';
import { classifierRecipes, classifierSchemas } from './classifiers.ts';
import { companyEmbeddingConfigSchema } from './company-embedding.ts';
import { priceTransformerConfigSchema } from './price-transformer.ts';
import { word2vecConfigSchema } from './word2vec.ts';

export { deviceChoices } from './fields.ts';

export const recipes = [...classifierRecipes, 'company-embedding', 'word2vec', 'price-transformer'] as const;
export type Recipe = (typeof recipes)[number];

export const trainConfigSchema = z.discriminatedUnion('recipe', [
  ...classifierSchemas,
  companyEmbeddingConfigSchema,
  word2vecConfigSchema,
  priceTransformerConfigSchema,
]);
export type TrainConfig = z.infer<typeof trainConfigSchema>;
