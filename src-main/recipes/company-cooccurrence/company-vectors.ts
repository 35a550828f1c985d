import type { CountingConfig } from '../../configs/counting-fields.ts';
import { coMentions } from '../../counting/co-mentions.ts';
import { joinedVectors } from '../../counting/joined-vectors.ts';
import { walkPpmi } from '../../counting/random-walks.ts';
import { truncatedSvd } from '../../counting/truncated-svd.ts';
import { wordMatrix } from '../../counting/word-matrix.ts';
import { type CountedCorpus, type CountedText, plainWords, wordsFor } from './counted-texts.ts';

export type VectorSettings = Pick<
  CountingConfig,
  | 'counted'
  | 'ownName'
  | 'textsOf'
  | 'icfPower'
  | 'walkSteps'
  | 'wordDimensions'
  | 'mentionDimensions'
  | 'seed'
>;

/** The texts whose words count for each company, as words. */
export function wordsOfCompanies(
  { companies }: Pick<CountedCorpus, 'companies'>,
  texts: readonly CountedText[],
  { ownName, textsOf }: Pick<CountingConfig, 'ownName' | 'textsOf'>,
): string[][][] {
  const found: string[][][] = companies.map(() => []);
  for (const text of texts) {
    for (const company of textsOf === 'naming' ? [...text.filed, ...text.named] : text.filed) {
      found[company]!.push(plainWords(wordsFor(text, companies[company]!, ownName)));
    }
  }
  return found;
}

/** The texts that name several companies, as their indices. */
export function companiesNamed(texts: readonly CountedText[]): number[][] {
  return texts.map(({ filed, named }) => [...filed, ...named]).filter(({ length }) => length > 1);
}

/**
 * A vector of length 1 a company from these texts, the mean of all subtracted; zeros where nothing is known. Where the
 * corpus has returns, they stand beside the texts with the same say.
 */
export function countedVectors(
  corpus: Pick<CountedCorpus, 'companies' | 'returns'>,
  texts: readonly CountedText[],
  settings: VectorSettings,
): Float32Array[] {
  const { counted, icfPower, walkSteps, wordDimensions, mentionDimensions, seed } = settings;
  const size = corpus.companies.length;
  const kinds: Float64Array[][] = [];
  if (counted !== 'mentions') {
    const { matrix } = wordMatrix(wordsOfCompanies(corpus, texts, settings), { power: icfPower });
    kinds.push(truncatedSvd(matrix, Math.min(wordDimensions, size), seed).coordinates);
  }
  if (counted !== 'words') {
    const walks = walkPpmi(coMentions(companiesNamed(texts), size), walkSteps);
    kinds.push(truncatedSvd(walks, Math.min(mentionDimensions, size), seed).coordinates);
  }
  const ofTexts = joinedVectors(kinds);
  if (corpus.returns === null) return ofTexts;
  return joinedVectors([ofTexts.map((vector) => Float64Array.from(vector)), corpus.returns.vectors]);
}
