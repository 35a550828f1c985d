import { UserError } from '../../errors.ts';
import type { VectorSource } from '../../configs/vector-fields.ts';
import { runRow } from '../../runs/runs.ts';
import type { SplitReport } from '../../results/scores.ts';
import type { ReadableStore } from '../../store/store.ts';
import { groupTexts } from './grouped-texts.ts';
import { type LearnedText, word2vecTexts } from './word2vec-texts.ts';

/**
 * How many test texts the initial word vectors were trained on; empty if training starts from none, or from a file: those
 * were trained on texts that nobody here knows.
 */
export async function leakOfVectors(
  store: ReadableStore,
  vectors: VectorSource | null,
  test: readonly { text: string; group: number }[],
): Promise<Pick<SplitReport, 'vectorsSawTest'>> {
  if (typeof vectors !== 'number') return {};
  const learned = await textsLearnedBy(store, vectors);
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
