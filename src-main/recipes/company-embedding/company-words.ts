import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import type { Random } from '../../random.ts';
import type { SplitReport } from '../../results/scores.ts';
import type { ReadableStore } from '../../store/store.ts';
import { groupsByIds, textsByIds } from '../../store/texts.ts';
import { defaultCleaning } from '../../text/cleaning.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { leakOfCheckpoint, leakOfVectors } from '../texts/vector-leak.ts';
import { type InitialWords, initialWords } from '../texts/word-vectors.ts';

/**
 * The words of texts, and what their vectors start from.
 *
 * @param texts training texts, and names of companies where those are read too
 * @param width of the model
 */
export async function companyWords(
  store: ReadableStore,
  texts: readonly (readonly string[])[],
  { config, width }: { config: CompanyEmbeddingConfig; width: number },
  random: Random,
  context: TrainingContext,
): Promise<InitialWords> {
  const vocabulary = Vocabulary.fit(texts, { minCount: config.minCount, maxSize: config.maxVocabulary });
  // Names are hidden in texts that are read as the default says.
  const settings = { ...config, vocabulary: 'words', cleaning: defaultCleaning } as const;
  return initialWords(store, { vocabulary, texts }, { random, width, settings }, context);
}

/**
 * What a result says of the vectors that words started from; empty if they are random.
 *
 * @param tested documents of the test part
 */
export async function vectorFacts(
  store: ReadableStore,
  tested: ReadonlySet<number>,
  { vectors }: CompanyEmbeddingConfig,
  { coverage }: InitialWords,
): Promise<Pick<SplitReport, 'vectorsSawTest'> & { vectors?: NonNullable<InitialWords['coverage']> }> {
  if (coverage === null) return {};
  return { ...(await leakOfVectors(store, vectors, testedTexts(store, tested))), vectors: coverage };
}

/** What a result says of the checkpoint that read the texts. */
export function checkpointFacts(
  store: ReadableStore,
  tested: ReadonlySet<number>,
  checkpoint: string | null,
): Promise<Pick<SplitReport, 'checkpointSawTest'>> {
  return leakOfCheckpoint(store, checkpoint, testedTexts(store, tested));
}

function testedTexts(store: ReadableStore, documents: ReadonlySet<number>) {
  const groups = groupsByIds(store, documents);
  return [...textsByIds(store, documents)].map(([id, text]) => ({ text, group: groups.get(id)! }));
}
