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
import type { CompanyData } from './data.ts';

/** The words of companies' names and of their training texts, and what their vectors start from. */
export async function companyWords(
  store: ReadableStore,
  companies: readonly CompanyData[],
  config: CompanyEmbeddingConfig,
  random: Random,
  context: TrainingContext,
): Promise<InitialWords> {
  const texts = companies.flatMap(({ name, train }) => [name, ...train.map(({ words }) => words)]);
  const vocabulary = Vocabulary.fit(texts, { minCount: config.minCount, maxSize: config.maxVocabulary });
  // Names are hidden in texts that are read as the default says.
  const settings = { ...config, vocabulary: 'words', cleaning: defaultCleaning } as const;
  return initialWords(store, { vocabulary, texts }, { random, width: config.width, settings }, context);
}

/** What a result says of the vectors that words started from; empty if they are random. */
export async function vectorFacts(
  store: ReadableStore,
  companies: readonly CompanyData[],
  { vectors }: CompanyEmbeddingConfig,
  { coverage }: InitialWords,
): Promise<Pick<SplitReport, 'vectorsSawTest'> & { vectors?: NonNullable<InitialWords['coverage']> }> {
  if (coverage === null) return {};
  return { ...(await leakOfVectors(store, vectors, testedTexts(store, companies))), vectors: coverage };
}

/** What a result says of the checkpoint that read the texts. */
export function checkpointFacts(
  store: ReadableStore,
  companies: readonly CompanyData[],
  checkpoint: string | null,
): Promise<Pick<SplitReport, 'checkpointSawTest'>> {
  return leakOfCheckpoint(store, checkpoint, testedTexts(store, companies));
}

function testedTexts(store: ReadableStore, companies: readonly CompanyData[]) {
  const documents = new Set(companies.flatMap(({ test }) => test.map(({ document }) => document)));
  const groups = groupsByIds(store, documents);
  return [...textsByIds(store, documents)].map(([id, text]) => ({ text, group: groups.get(id)! }));
}
