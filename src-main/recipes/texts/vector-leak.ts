import { UserError } from '../../errors.ts';
import type { VectorSource } from '../../configs/vector-fields.ts';
import { pretrainingOf } from '../../checkpoints/derived-files.ts';
import { runRow } from '../../runs/runs.ts';
import type { SplitReport } from '../../results/scores.ts';
import type { ReadableStore } from '../../store/store.ts';
import { listRuns } from '../../store/runs.ts';
import { checkpointFolder } from '../../runs/checkpoint-folder.ts';
import { groupTexts } from './grouped-texts.ts';
import { type LearnedText, corpusTexts } from './corpus-texts.ts';

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
  const { recipe } = runRow(store, vectors);
  const learned = recipe === 'word2vec' ? await textsLearnedBy(store, vectors) : null;
  return { vectorsSawTest: learned && seenOf(store, test, learned) };
}

/**
 * How many test texts the checkpoint was trained on here, without labels; empty if it was published as it is: what a
 * publisher trained on is not known.
 */
export async function leakOfCheckpoint(
  store: ReadableStore,
  checkpoint: string | null,
  test: readonly { text: string; group: number }[],
): Promise<Pick<SplitReport, 'checkpointSawTest'>> {
  if (checkpoint === null) return {};
  const fingerprints = await pretrainingOf(await checkpointFolder(store, checkpoint));
  if (fingerprints.length === 0) return {};
  let learned: LearnedText[] = [];
  for (const fingerprint of fingerprints) {
    // Whatever it is called now, and wherever it was copied: what it learned is known by the run that read these texts.
    const run = listRuns(store).find(
      ({ recipe, dataHash }) => recipe === 'masked-language-model' && dataHash === fingerprint,
    );
    const texts = run && (await textsLearnedBy(store, run.id));
    if (!texts) return { checkpointSawTest: null };
    learned = learned.concat(texts);
  }
  return { checkpointSawTest: seenOf(store, test, learned) };
}

function seenOf(
  store: ReadableStore,
  test: readonly { text: string; group: number }[],
  learned: readonly LearnedText[],
): number {
  // Groups below 0 are numbered among the texts of one comparison only.
  const renewed = ({ text, group }: LearnedText) => ({ text, group: group < 0 ? null : group });
  const { lists } = groupTexts(store, [test.map(renewed), learned.map(renewed)]);
  const seen = new Set(lists[1]!.map(({ group }) => group));
  return lists[0]!.filter(({ group }) => seen.has(group)).length;
}

/** null: a file that it read is gone, or it is no such run. */
async function textsLearnedBy(store: ReadableStore, run: number): Promise<LearnedText[] | null> {
  const { config, result } = runRow(store, run);
  if (config.recipe !== 'word2vec' && config.recipe !== 'masked-language-model') return null;
  const last = result && 'lastDocument' in result ? (result.lastDocument ?? null) : null;
  try {
    return await corpusTexts(store, config, last);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
