import { z } from 'zod';
import { labelFields, symbols, trainingFields, wordFields } from './fields.ts';

/** A company's own name is hidden in its texts, after which there is nothing to choose about mentions and the like. */
const { cleaning: _, ...words } = wordFields;

export const companyEmbeddingConfigSchema = z.object({
  recipe: z.literal('company-embedding'),
  symbols,
  /**
   * match: a company, seen through some of its texts, finds a further one of its own; topic: its name queries texts of
   * one topic and names it.
   */
  objective: z.enum(['match', 'topic']).default('match'),
  /** The label scheme of the topics; labels that a model gave count too. */
  topicScheme: z.string().min(1).default('topic'),
  classWeights: labelFields.classWeights,
  ...trainingFields,
  ...words,
  width: z.int().min(8).max(1024).default(64),
  heads: z.int().min(1).max(64).default(4),
  layers: z.int().min(0).max(12).default(0),
  dropout: z.number().min(0).max(0.9).default(0.1),
  minCount: z.int().min(1).default(3),
  /** Texts that form a company's vector in one training example, drawn without replacement; 2 at least for topics. */
  textsPerCompany: z.int().min(1).max(64).default(8),
  /** Companies with fewer texts are left out. */
  minTexts: z.int().min(2).default(10),
  /** InfoNCE temperature. */
  temperature: z.number().positive().default(0.1),
});
export type CompanyEmbeddingConfig = z.infer<typeof companyEmbeddingConfigSchema>;
