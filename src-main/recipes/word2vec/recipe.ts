import type { Word2vecConfig } from '../../configs/word2vec.ts';
import type { WordsResult } from '../../results/words.ts';
import type { ModelOf, NamedVectors, Recipe } from '../base/recipe.ts';
import { trainWord2vec } from './train-word2vec.ts';

export const word2vec: Recipe<Word2vecConfig, WordsResult> = {
  examples: 'texts',
  train: trainWord2vec,
  vectors: (_store, _run, model) => wordVectors(model),
};

/** The words of the vocabulary, but padding and the like. */
function wordVectors({ vocabulary, tensors }: ModelOf<Word2vecConfig>): NamedVectors {
  const table = tensors['words'];
  if (!table) throw new Error('the checkpoint has no table "words"');
  const width = table.shape[1]!;
  const words = vocabulary.words.slice(vocabulary.firstWord);
  return {
    width,
    rows: words.map((_, index) => {
      const start = (vocabulary.firstWord + index) * width;
      return Float32Array.from(table.data.subarray(start, start + width));
    }),
    headings: [{ name: 'word', type: 'text' }],
    about: words.map((word) => [word]),
  };
}
