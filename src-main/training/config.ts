import { z } from 'zod';
import { classifierRecipes, classifierSchemas } from './recipes/classifiers.ts';
import { companyEmbeddingConfigSchema } from './recipes/company-embedding.ts';

export { deviceChoices } from './recipes/fields.ts';

export const recipes = [...classifierRecipes, 'company-embedding'] as const;
export type Recipe = (typeof recipes)[number];

export const trainConfigSchema = z.discriminatedUnion('recipe', [
  ...classifierSchemas,
  companyEmbeddingConfigSchema,
]);
export type TrainConfig = z.infer<typeof trainConfigSchema>;
