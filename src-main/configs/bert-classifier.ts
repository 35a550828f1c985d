import { z } from 'zod';
import { about } from '../setting.ts';
import {
  checkpoint,
  classifierSchemas,
  cleanTextsField,
  notRounded,
  precisionField,
} from './classifier-fields.ts';
import { dependent, usualWithin } from './dependent-fields.ts';
import { tuningFields } from './encoder-fields.ts';
import { labelFields, trainingFields, withDefault } from './fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

/** What a setting is where nothing is said. */
const usual = {
  whole: { epochs: 3, learningRate: 2e-5 },
  head: { epochs: 30, learningRate: 1e-2 },
};

const settings = z.object({
  recipe: z.literal('bert-classifier'),
  ...trainingFields,
  ...labelFields,
  epochs: dependent(
    trainingFields.epochs,
    'The most passes over the training texts; by default 3, and 30 with frozen=true.',
  ),
  batchSize: withDefault(trainingFields.batchSize, 16),
  learningRate: dependent(
    trainingFields.learningRate,
    'The highest learning rate of the schedule; by default 2e-5, and 0.01 with frozen=true.',
  ),
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
  checkpoint,
  maxTokens: z
    .int()
    .min(3)
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
  frozen: z
    .boolean()
    .default(false)
    .meta(
      about(
        'model',
        'Train the head only',
        'Trains only the head: the encoder reads each distinct text once, and its vectors are kept in the workspace.',
        { main: true },
      ),
    ),
  precision: precisionField({ when: { path: 'frozen', is: [true] } }),
  ...tuningFields({ when: { path: 'frozen', is: [false] } }, 1),
});

export const bertClassifier = recipeSchemas({
  ...classifierSchemas,
  config: settings
    .refine(({ frozen, precision }) => frozen || precision === 'float32', notRounded)
    .overwrite((config) => ({ ...config, ...usualWithin(config, usual[config.frozen ? 'head' : 'whole']) }))
    .meta({
      note: 'Fine-tunes a published encoder (BERT, RoBERTa, DistilBERT or MPNet), or trains only its linear head.',
      reads: 'labelled texts, and a checkpoint',
      data: 'labels',
    }),
});
export type BertClassifierConfig = z.infer<typeof settings>;
