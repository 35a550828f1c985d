import { z } from 'zod';
import { symbols, tokenFields, trainingFields } from './fields.ts';

/** Word vectors by skip-gram with negative sampling, from texts alone. */
export const word2vecConfigSchema = z.object({
  recipe: z.literal('word2vec'),
  symbols,
  ...trainingFields,
  ...tokenFields,
  epochs: z.int().min(1).max(1000).default(5),
  batchSize: z.int().min(1).max(65_536).default(1024),
  optimizer: z.enum(['adamw', 'adam', 'sgd']).default('adam'),
  weightDecay: z.number().min(0).default(0),
  clipNorm: z.number().positive().nullable().default(null),
  dropout: z.literal(0).default(0),
  maxTokens: z.int().min(2).max(512).default(128),
  minCount: z.int().min(1).default(3),
  /** A text + label file: learn from its texts, without their labels, instead of those of the workspace. */
  trainFile: z.string().nullable().default(null),
  /** A text + label file: what says the same as one of its texts is not learned from, so that they can be tested on. */
  leaveOut: z.string().nullable().default(null),
  width: z.int().min(2).max(1024).default(64),
  /** Words on either side that count as near; for each place a size up to this is drawn. */
  near: z.int().min(1).max(50).default(5),
  /** Words drawn at random for each true neighbour, by their frequency to the power of 3/4. */
  negatives: z.int().min(1).max(100).default(5),
  /** Words more frequent than this share of all words are left out now and then; 1: never. */
  subsample: z.number().positive().max(1).default(1e-3),
});
export type Word2vecConfig = z.infer<typeof word2vecConfigSchema>;
