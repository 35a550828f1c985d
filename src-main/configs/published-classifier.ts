import { z } from 'zod';
import { publishedAgreement } from '../results/agreement.ts';
import { about } from '../setting.ts';
import { bertClassifier } from './bert-classifier.ts';
import { checkpoint, classifierSchemas, cleanTextsField, precisionField } from './classifier-fields.ts';
import { labelFields, symbols, trainingFields, withDefault } from './fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z.object({
  recipe: z.literal('published-classifier'),
  symbols: symbols.meta({
    ...symbols.meta(),
    note: 'The tickers whose labelled texts the classifier is compared with.',
  }),
  scheme: labelFields.scheme.meta({
    ...labelFields.scheme.meta(),
    note: 'The label scheme that its labels belong to, and whose labels it is compared with.',
  }),
  checkpoint: withDefault(checkpoint, 'distilbert/distilbert-base-uncased-finetuned-sst-2-english'),
  classes: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .meta(
      about(
        'model',
        'Names of the classes',
        'What the classes of the checkpoint are called in the label scheme, such as LABEL_0=negative,LABEL_1=neutral; one that is left out keeps its published name, or takes the label that differs from it by capitals only.',
        { main: true, empty: 'the published names' },
      ),
    ),
  precision: precisionField({}),
  maxTokens: bertClassifier.config.shape.maxTokens,
  // Its author decided how it reads texts.
  cleanTexts: withDefault(cleanTextsField({}), false),
  testSize: z
    .int()
    .min(1)
    .nullable()
    .default(2000)
    .meta(
      about(
        'evaluation',
        'Texts compared',
        'The most labelled texts that the classifier is compared with; of more, so many are drawn with the seed.',
        { empty: 'all' },
      ),
    ),
  batchSize: z
    .int()
    .min(1)
    .max(65_536)
    .default(32)
    .meta(about('evaluation', 'Batch size', 'Texts that are read at once.')),
  seed: trainingFields.seed.meta({
    ...trainingFields.seed.meta(),
    note: 'The seed with which the texts to compare are drawn.',
  }),
  device: trainingFields.device.meta({
    ...trainingFields.device.meta(),
    note: 'The device to read texts on; auto picks the fastest one available.',
  }),
});

export const publishedClassifier = recipeSchemas({
  ...classifierSchemas,
  results: [publishedAgreement],
  config: settings.meta({
    note: 'Takes a published classifier as it stands, trains nothing, and measures how far it agrees with your labels.',
    reads: 'a checkpoint with a classifier, and labelled texts to compare it with',
    data: 'labels',
    learns: false,
  }),
});
export type PublishedClassifierConfig = z.infer<typeof settings>;
