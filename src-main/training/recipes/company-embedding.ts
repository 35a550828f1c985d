import { z } from 'zod';
import { symbols, trainingFields, wordFields } from './fields.ts';

/** A company's own name is hidden in its texts, after which there is nothing to choose about mentions and the like. */
const { cleaning: _, ...words } = wordFields;

export const companyEmbeddingConfigSchema = z.object({
  recipe: z.literal('company-embedding'),
  symbols,
  ...trainingFields,
  ...words,
  width: z.int().min(8).max(1024).default(64),
  heads: z.int().min(1).max(64).default(4),
  layers: z.int().min(0).max(12).default(0),
  dropout: z.number().min(0).max(0.9).default(0.1),
  minCount: z.int().min(1).default(3),
  /** Texts that form a company's vector in one training example, drawn without replacement. */
  textsPerCompany: z.int().min(1).max(64).default(8),
  /** Companies with fewer texts are left out. */
  minTexts: z.int().min(2).default(10),
  /** InfoNCE temperature. */
  temperature: z.number().positive().default(0.1),
});
export type CompanyEmbeddingConfig = z.infer<typeof companyEmbeddingConfigSchema>;
