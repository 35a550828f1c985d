/** What the word vectors of a recipe start from. */
import { z } from 'zod';
import { about } from '../setting.ts';
import { withWords } from './fields.ts';

/** The number of a word2vec run, or the path of a file of vectors. */
export type VectorSource = number | string;

export const vectorFields = {
  vectors: z
    .union([z.int().positive(), z.string().min(1)])
    .nullable()
    .default(null)
    .meta(
      about(
        'model',
        'Start from',
        'What the word vectors start from: a word2vec run with the same kind of tokens, or a file of published ones (GloVe, word2vec, fastText), which a trained linear layer brings to the width of the model where it differs.',
        { editor: 'vectors', runsOf: 'word2vec', empty: 'random vectors', ...withWords },
      ),
    ),
  tuned: z
    .boolean()
    .default(true)
    .meta(
      about('model', 'Tune vectors', 'Trains the word vectors too; false keeps them fixed.', {
        ...withWords,
      }),
    ),
};
