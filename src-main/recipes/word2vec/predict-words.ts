import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { readRun } from '../../runs/run-files.ts';
import { nearestWords, type NearWord } from './nearest-words.ts';

export interface WordNeighbours {
  word: string;
  /** Null: the word is not in the run's vocabulary. */
  nearest: NearWord[] | null;
}

/**
 * The nearest words of each word of a text, in the space of a word2vec run.
 *
 * @throws UserError if the run is of another recipe, or knows none of the words.
 */
export async function neighboursOfWords(
  store: ReadableStore,
  run: number,
  text: string,
  k: number,
): Promise<WordNeighbours[]> {
  const { config, vocabulary, tensors } = await readRun(store, run);
  const vectors = tensors['words'];
  if (config.recipe !== 'word2vec' || !vectors) {
    throw new UserError('use', `Run ${run} uses the recipe ${config.recipe}, which has no word vectors.`);
  }
  const known = new Set(vocabulary.words.slice(vocabulary.firstWord));
  const asked = [...new Set(vocabulary.cut(text, config.maxTokens))];
  if (!asked.some((word) => known.has(word))) {
    throw new UserError('use', `No word of "${text}" is in the vocabulary of run ${run}.`);
  }
  return asked.map((word) => ({
    word,
    nearest: known.has(word) ? nearestWords(vectors, vocabulary, word, k) : null,
  }));
}
