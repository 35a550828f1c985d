import { z } from 'zod';
import { counted } from '../counted.ts';
import { moveScores } from '../results/classified.ts';
import { about } from '../setting.ts';
import { shares, symbols, trainingFields, withDefault, withForm } from './fields.ts';
import { headsFit, modelFields, unfit } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z
  .object({
    recipe: z.literal('price-transformer'),
    symbols,
    ...trainingFields,
    batchSize: withDefault(trainingFields.batchSize, 256),
    learningRate: withDefault(trainingFields.learningRate, 1e-3),
    dropout: withDefault(trainingFields.dropout, 0.1),
    days: z
      .int()
      .min(1)
      .max(250)
      .default(5)
      .meta(about('data', 'Days', 'Days of prices that the model reads.', { main: true })),
    values: z
      .enum(['raw', 'relative'])
      .default('relative')
      .meta(
        about(
          'data',
          'Values',
          'Reads prices and volumes as they are (raw), or prices relative to the previous close and volumes relative to their mean over the last 20 days (relative).',
          { names: { raw: 'as they are' } },
        ),
      ),
    bins: z
      .int()
      .min(2)
      .max(256)
      .default(10)
      .meta(about('data', 'Bins', 'The number of bins that values are sorted into.', { main: true })),
    binning: z
      .enum(['column', 'all', 'quantile'])
      .default('column')
      .meta(
        about(
          'data',
          'Binning',
          'How bins are made: column gives each column bins of equal width, all gives all columns the same bins, quantile gives each column bins of equal count.',
          { main: true, names: { column: 'per column', all: 'the same for all', quantile: 'by quantiles' } },
        ),
      ),
    width: withDefault(modelFields.anyWidth, 32),
    heads: withDefault(modelFields.heads, 2),
    layers: withForm(modelFields.blocks, { main: false }),
    inner: withDefault(modelFields.inner, 64),
    ...shares,
  })
  .refine(headsFit, unfit)
  .meta({
    note: 'Passes binned daily prices and volumes through transformer blocks and predicts whether the next day closes higher.',
    reads: 'daily prices (open, high, low, close, volume)',
    data: 'prices',
  });
export type PriceTransformerConfig = z.infer<typeof settings>;

export const priceTransformer = recipeSchemas({
  config: settings,
  results: [moveScores],
  answers: 'moves',
  inShort: ({ days }) => counted(days, 'day'),
});
