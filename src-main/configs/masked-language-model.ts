import { z } from 'zod';
import { maskedTokens } from '../results/masked-tokens.ts';
import { about } from '../setting.ts';
import { checkpoint, cleanTextsField } from './classifier-fields.ts';
import { corpusFields } from './corpus-fields.ts';
import { tuningFields } from './encoder-fields.ts';
import { symbols, trainingFields, withDefault } from './fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z
  .object({
    recipe: z.literal('masked-language-model'),
    symbols,
    ...trainingFields,
    checkpoint,
    epochs: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .meta(
        about('training', 'Epochs', 'Passes over all texts, each with other tokens masked.', { main: true }),
      ),
    batchSize: withDefault(trainingFields.batchSize, 32),
    learningRate: withDefault(trainingFields.learningRate, 5e-5),
    dropout: z
      .number()
      .min(0)
      .max(0.9)
      .nullable()
      .default(null)
      .meta(
        about(
          'training',
          'Dropout',
          'The share of activations that each training step sets to zero; by default as much as the config.json of the checkpoint says.',
          { empty: 'the published value' },
        ),
      ),
    maxTokens: z
      .int()
      .min(4)
      .max(512)
      .default(64)
      .meta(
        about(
          'text',
          'Tokens of a text',
          'Tokens kept of each text, special ones included; the rest is cut off.',
        ),
      ),
    cleanTexts: cleanTextsField({}),
    ...corpusFields,
    before: z
      .string()
      .refine((time) => !Number.isNaN(Date.parse(time)), 'must be a date or a time, such as 2018-07-17')
      .nullable()
      .default(null)
      .meta(
        about(
          'data',
          'Only texts before',
          'A date or time (ISO 8601); texts of the workspace that were published then or later, or at no known time, and their near-duplicates, are kept out of training, so that they can be used for testing later.',
          { empty: 'texts of all times' },
        ),
      ),
    maskProbability: z
      .number()
      .min(0.01)
      .max(0.9)
      .default(0.15)
      .meta(
        about(
          'training',
          'Masking probability',
          'The share of tokens that are predicted, drawn anew in every epoch: of these 80 % are masked, 10 % are replaced by a random token, and 10 % stay as they are.',
        ),
      ),
    ...tuningFields({}, 1),
  })
  .meta({
    note: 'Trains a checkpoint further by masked language modelling, from texts alone, so that other recipes can read texts with it.',
    reads: 'texts, and a checkpoint',
    data: 'texts',
  });
export type MaskedLanguageConfig = z.infer<typeof settings>;

export const maskedLanguageModel = recipeSchemas({
  config: settings,
  results: [maskedTokens],
  answers: 'nothing',
  inShort: ({ maskProbability }) => `${Math.round(100 * maskProbability)} % of tokens masked`,
});
