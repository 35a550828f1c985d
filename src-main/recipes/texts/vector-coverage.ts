import type { VectorCoverage } from '../../results/vector-coverage.ts';
import type { TokenVocabulary } from '../../text/tokens.ts';
import type { TrainingWords } from './known-words.ts';

/** So many frequent words without a vector are named. */
const named = 10;

/**
 * How many of the words of the training texts have a vector.
 *
 * @param whole the vocabulary with the words that were added because they have one
 * @param rows the rows that have one
 */
export function coverageOf(
  { vocabulary, texts }: TrainingWords,
  whole: TokenVocabulary,
  rows: ReadonlyMap<number, unknown>,
): Pick<VectorCoverage, 'words' | 'tokens' | 'added' | 'missing'> {
  const known = new Set([...rows.keys()].map((id) => whole.words[id]!));
  const own = vocabulary.words.slice(vocabulary.firstWord);
  const tokens = { found: 0, of: 0 };
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const token of text) {
      tokens.of++;
      if (known.has(token)) tokens.found++;
      else counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }
  const inVocabulary = new Set(own);
  const missing = [...counts]
    .filter(([token]) => inVocabulary.has(token))
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, named)
    .map(([token]) => token);
  return {
    words: { found: own.filter((word) => known.has(word)).length, of: own.length },
    tokens,
    added: whole.size - vocabulary.size,
    missing,
  };
}
