import { z } from 'zod';
import { symbols, trainingFields } from './fields.ts';

/** Days of prices and volumes, as bins, through transformer blocks: does the next day close higher? */
export const priceTransformerConfigSchema = z
  .object({
    recipe: z.literal('price-transformer'),
    symbols,
    ...trainingFields,
    batchSize: z.int().min(1).max(65_536).default(256),
    learningRate: z.number().positive().default(1e-3),
    dropout: z.number().min(0).max(0.9).default(0.1),
    /** Days that the model sees. */
    days: z.int().min(1).max(250).default(5),
    /** raw: prices and volumes as they are; relative: to the close of the day before, volumes to their last 20 days. */
    values: z.enum(['raw', 'relative']).default('relative'),
    bins: z.int().min(2).max(256).default(10),
    /** column: bins of equal width for each column; all: the same bins for all columns; quantile: bins of equal count. */
    binning: z.enum(['column', 'all', 'quantile']).default('column'),
    width: z.int().min(2).max(1024).default(32),
    heads: z.int().min(1).max(64).default(2),
    layers: z.int().min(1).max(12).default(1),
    inner: z.int().min(2).max(8192).default(64),
    testShare: z.number().min(0.05).max(0.5).default(0.2),
    validShare: z.number().min(0.05).max(0.5).default(0.1),
  })
  .refine(({ width, heads }) => width % heads === 0, {
    path: ['heads'],
    error: 'the number of heads must divide the width',
  });
export type PriceTransformerConfig = z.infer<typeof priceTransformerConfigSchema>;
