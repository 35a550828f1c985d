import { z } from 'zod';
import { counted } from '../counted.ts';
import { wordVectors } from '../results/words.ts';
import { about } from '../setting.ts';
import { corpusFields } from './corpus-fields.ts';
import { symbols, tokenFields, tokensKept, trainingFields, withDefault } from './fields.ts';
import { modelFields } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';

const settings = z
  .object({
    recipe: z.literal('word2vec'),
    symbols,
    ...trainingFields,
    ...tokenFields,
    epochs: z
      .int()
      .min(1)
      .max(1000)
      .default(5)
      .meta(about('training', 'Epochs', 'Passes over all texts.', { main: true })),
    batchSize: withDefault(trainingFields.batchSize, 1024),
    optimizer: withDefault(trainingFields.optimizer, 'adam'),
    weightDecay: withDefault(trainingFields.weightDecay, 0),
    clipNorm: withDefault(trainingFields.clipNorm, null),
    dropout: z
      .literal(0)
      .default(0)
      .meta(about('training', 'Dropout', 'Word vectors are trained without dropout.')),
    maxTokens: z.int().min(2).max(512).default(128).meta(tokensKept),
    minCount: withDefault(tokenFields.minCount, 3),
    ...corpusFields,
    width: modelFields.anyWidth,
    near: z
      .int()
      .min(1)
      .max(50)
      .default(5)
      .meta(
        about(
          'model',
          'Words on either side',
          'How many words on either side of a word count as its neighbours; a number up to this is drawn for each position.',
          { main: true },
        ),
      ),
    negatives: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .meta(
        about(
          'training',
          'Negatives',
          'Words drawn at random for each true neighbour, by their frequency to the power of 3/4.',
          { main: true },
        ),
      ),
    subsample: z
      .number()
      .positive()
      .max(1)
      .default(1e-3)
      .meta(
        about(
          'training',
          'Subsample',
          'Words more frequent than this share of all words are sometimes left out; 1 never leaves any out.',
        ),
      ),
  })
  .meta({
    note: 'Learns word vectors by skip-gram with negative sampling, from texts alone.',
    reads: 'texts',
    data: 'texts',
  });
export type Word2vecConfig = z.infer<typeof settings>;

export const word2vec = recipeSchemas({
  config: settings,
  results: [wordVectors],
  answers: 'words',
  inShort: ({ near }) => `${counted(near, 'word')} either side`,
});
