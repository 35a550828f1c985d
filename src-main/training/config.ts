import { z } from 'zod';
import { contextSpecSchema } from '../context/spec.ts';

export const recipes = ['contextual-sentiment', 'company-embedding'] as const;
export type Recipe = (typeof recipes)[number];

/** `auto` takes the fastest device that is present. */
export const deviceChoices = ['auto', 'cpu', 'webgpu', 'cuda'] as const;

const shared = {
  /** Tickers to train on; null: all of them. */
  symbols: z.array(z.string().min(1)).min(1).nullable().default(null),
  /** Width D of token vectors, query and head. */
  width: z.int().min(8).max(1024).default(64),
  /** Attention heads; must divide the width. */
  heads: z.int().min(1).max(64).default(4),
  /** Transformer blocks over the word vectors; 0: the word vectors themselves, which few labels suit better. */
  layers: z.int().min(0).max(12).default(0),
  dropout: z.number().min(0).max(0.9).default(0.3),
  /** Tokens kept of a text. */
  maxTokens: z.int().min(4).max(512).default(32),
  /** A word enters the vocabulary when the training part holds it this often. */
  minCount: z.int().min(1).default(2),
  maxVocabulary: z.int().min(16).default(30_000),
  epochs: z.int().min(1).max(10_000).default(30),
  batchSize: z.int().min(1).max(4096).default(64),
  learningRate: z.number().positive().default(2e-3),
  weightDecay: z.number().min(0).default(0.01),
  /** Epochs without a better validation score before training stops. */
  patience: z.int().min(1).default(10),
  seed: z.int().min(0).default(1),
  device: z.enum(deviceChoices).default('auto'),
};

export const contextualSentimentConfigSchema = z.object({
  recipe: z.literal('contextual-sentiment'),
  ...shared,
  /** Label scheme that is learned. */
  scheme: z.string().min(1).default('sentiment'),
  /** cross: the text queries its context window; none: the text alone. */
  context: z.enum(['none', 'cross']).default('cross'),
  window: contextSpecSchema.prefault({}),
  /**
   * Share of the examples whose whole window is hidden, anew in every epoch: the text has to be read for itself, and a
   * window cannot be learned by heart.
   */
  windowDropout: z.number().min(0).max(0.9).default(0.5),
  classWeights: z.enum(['balanced', 'none']).default('balanced'),
  /** A text + label file: learn from its rows instead of the labels of the workspace. */
  trainFile: z.string().nullable().default(null),
  /** A text + label file: its documents are the test part, and neither they nor their near-duplicates are trained on. */
  testFile: z.string().nullable().default(null),
  /** Shares of the labelled documents, by time: the latest are the test part. Unused with a test file. */
  testShare: z.number().min(0.05).max(0.5).default(0.2),
  validShare: z.number().min(0.05).max(0.5).default(0.1),
});

export const companyEmbeddingConfigSchema = z.object({
  recipe: z.literal('company-embedding'),
  ...shared,
  dropout: z.number().min(0).max(0.9).default(0.1),
  minCount: z.int().min(1).default(3),
  /** Texts that form a company's vector in one training example, drawn without replacement. */
  textsPerCompany: z.int().min(1).max(64).default(8),
  /** Companies with fewer texts are left out. */
  minTexts: z.int().min(2).default(10),
  /** InfoNCE temperature. */
  temperature: z.number().positive().default(0.1),
});

export const trainConfigSchema = z.discriminatedUnion('recipe', [
  contextualSentimentConfigSchema,
  companyEmbeddingConfigSchema,
]);

export type ContextualSentimentConfig = z.infer<typeof contextualSentimentConfigSchema>;
export type CompanyEmbeddingConfig = z.infer<typeof companyEmbeddingConfigSchema>;
export type TrainConfig = z.infer<typeof trainConfigSchema>;
