import type { HostTensor } from '../../engine/types.ts';
import { wordTable } from '../../models/word-encoder.ts';
import type { Random } from '../../random.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { Cleaning } from '../../text/cleaning.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import { groupTexts } from './grouped-texts.ts';
import type { LabelledText } from './labelled-texts.ts';
import { type ClassifierConfig, checkpointOf, type WordConfig } from '../../configs/classifiers.ts';
import { readRun } from '../../runs/run-files.ts';
import { runRow } from '../../runs/runs.ts';
import type { SplitReport } from '../../results/scores.ts';
import { type LearnedText, word2vecTexts } from './word2vec-texts.ts';

/**
 * The word table (V, D) that training starts from: the vectors of a word2vec run for the tokens that it has, random
 * values for all others or if there is no such run.
 *
 * @throws UserError if the run is not a word2vec run, its vectors have another width, or it tokenised texts differently.
 */
export async function initialWords(
  store: ReadableStore,
  random: Random,
  vocabulary: TokenVocabulary,
  width: number,
  ours: Pick<WordConfig, 'vectors' | 'vocabulary' | 'cleaning'>,
): Promise<HostTensor> {
  const table = wordTable(random, vocabulary.size, width);
  const { vectors: run } = ours;
  if (run === null) return table;
  const { config, vocabulary: known, tensors } = await readRun(store, run);
  const vectors = tensors['words'];
  if (config.recipe !== 'word2vec' || !vectors) {
    throw new UserError(
      'use',
      `Run ${run} uses the recipe ${config.recipe}; word vectors come from a word2vec run.`,
    );
  }
  if (vectors.shape[1] !== width) {
    throw new UserError(
      'use',
      `The vectors of run ${run} have width ${vectors.shape[1]}, but the recipe has width ${width}: set width=${vectors.shape[1]}.`,
    );
  }
  checkSameTokens(run, config, ours);
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

interface Tokens {
  vocabulary: WordConfig['vocabulary'];
  cleaning: Cleaning;
}

/** A vector belongs to a token, and under another tokenisation the same token means something else. */
function checkSameTokens(run: number, theirs: Tokens, ours: Tokens): void {
  const settings = ({ vocabulary, cleaning }: Tokens) => [
    `vocabulary=${vocabulary}`,
    ...Object.entries(cleaning).map(([name, value]) => `cleaning.${name}=${value}`),
  ];
  const [wanted, given] = [settings(theirs), settings(ours)];
  const differs = (setting: string, index: number) => setting !== given[index];
  if (!wanted.some(differs)) return;
  const [one, other] = [
    wanted.filter(differs).join(', '),
    given.filter((_, i) => differs(wanted[i]!, i)).join(', '),
  ];
  throw new UserError(
    'use',
    `Run ${run} learned its vectors with ${one}, but this run would read texts with ${other}:` +
      ` set ${one}, or train word2vec with ${other} and start from that.`,
  );
}

/** How many test texts the initial word vectors were trained on; empty if training starts from none. */
export async function leakOfVectors(
  store: ReadableStore,
  config: ClassifierConfig,
  test: readonly LabelledText[],
): Promise<Pick<SplitReport, 'vectorsSawTest'>> {
  if (!('vectors' in config) || config.vectors === null || checkpointOf(config) !== null) return {};
  const learned = await textsLearnedBy(store, config.vectors);
  if (learned === null) return { vectorsSawTest: null };
  // Groups below 0 are numbered among the texts of one comparison only.
  const renewed = ({ text, group }: LearnedText) => ({ text, group: group < 0 ? null : group });
  const { lists } = groupTexts(store, [test.map(renewed), learned.map(renewed)]);
  const seen = new Set(lists[1]!.map(({ group }) => group));
  return { vectorsSawTest: lists[0]!.filter(({ group }) => seen.has(group)).length };
}

/** null: a file that it read is gone, or it is no such run. */
async function textsLearnedBy(store: ReadableStore, run: number): Promise<LearnedText[] | null> {
  const { config, result } = runRow(store, run);
  if (config.recipe !== 'word2vec') return null;
  const last = result?.kind === 'words' ? (result.lastDocument ?? null) : null;
  try {
    return await word2vecTexts(store, config, last);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
