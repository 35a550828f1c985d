import type { HostTensor } from '../engine/types.ts';
import { wordTable } from '../models/word-encoder.ts';
import type { Random } from '../random.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/open.ts';
import type { TokenVocabulary } from '../text/tokens.ts';
import { readRun } from './run-files.ts';

/**
 * The word table (V, D) that a training starts from: the vectors of a word2vec run for the tokens that it has, numbers
 * of chance for the others and where there is no such run.
 *
 * @throws UserError where the run is none of word2vec, or its vectors are of another width.
 */
export async function initialWords(
  store: Store,
  random: Random,
  vocabulary: TokenVocabulary,
  width: number,
  run: number | null,
): Promise<HostTensor> {
  const table = wordTable(random, vocabulary.size, width);
  if (run === null) return table;
  const { config, vocabulary: known, tensors } = await readRun(store, run);
  const vectors = tensors['words'];
  if (config.recipe !== 'word2vec' || !vectors) {
    throw new UserError('use', `run ${run} is of the recipe ${config.recipe}; vectors come from word2vec`);
  }
  if (vectors.shape[1] !== width) {
    throw new UserError(
      'use',
      `the vectors of run ${run} are ${vectors.shape[1]} wide, the recipe has width ${width}: set width=${vectors.shape[1]}`,
    );
  }
  const rows = new Map(known.words.map((word, id) => [word, id]));
  for (const [id, word] of vocabulary.words.entries()) {
    const row = rows.get(word);
    // Padding stays zero.
    if (id > 0 && row !== undefined) {
      table.data.set(vectors.data.subarray(row * width, (row + 1) * width), id * width);
    }
  }
  return table;
}
