import type { Buckets, Comparison } from './buckets.ts';
import { mixed } from './hash.ts';
import type { Steps } from '../../in-steps.ts';
import { Lists, type PackedTexts, TEXTS_A_STEP } from './packed.ts';
import { MIN_LETTERS } from './similarity.ts';

/** Texts of more distinct words are compared by MinHash alone: the pairs grow with the square of their number. */
const MOST_WORDS = 48;
/** The pairs of words are gone through so many times, each time with a part of them in memory. */
const PASSES = 16;

/**
 * Compares all texts whose words have at least this Jaccard similarity: none is missed, as a few are by MinHash.
 *
 * Of n distinct words, at least ⌈tn⌉ stand in any text of similarity t. So two such texts share two words among the
 * n - ⌈tn⌉ + 2 rarest of each, and each pair of these is a key under which they meet.
 *
 * @see Wang, Li and Feng (2012), Can we beat the prefix filtering? (SIGMOD)
 */
export function* compareByWords(
  { count, vocabulary, letters }: PackedTexts,
  threshold: number,
  buckets: Buckets,
  comparison: Comparison,
): Steps<void> {
  const rarity = yield* textsWithWord(vocabulary, count);
  const rarest = new Lists(count);
  for (let index = 0; index < count; index++) {
    const own = vocabulary.at(index);
    const n = own.length;
    const shared = Math.ceil(threshold * n - 1e-9);
    const compared = letters[index]! >= MIN_LETTERS && n <= MOST_WORDS ? Math.min(n, n - shared + 2) : 0;
    const order = compared === 0 ? own : own.toSorted((a, b) => rarity.get(a)! - rarity.get(b)! || a - b);
    rarest.add(order.subarray(0, compared));
    if (index % TEXTS_A_STEP === 0) yield;
  }
  for (let pass = 0; pass < PASSES; pass++) {
    buckets.clear();
    for (let index = 0; index < count; index++) {
      if (index % TEXTS_A_STEP === 0) yield;
      const own = rarest.at(index);
      for (const [i, rarer] of own.entries()) {
        if (rarer % PASSES !== pass) continue;
        const half = mixed(rarer);
        // A text of one word has no pair.
        for (let j = own.length === 1 ? 0 : i + 1; j < own.length; j++) {
          buckets.add(mixed(half ^ own[j]!), index, comparison);
        }
      }
    }
  }
}

/** In how many texts each word stands. */
function* textsWithWord(vocabulary: Lists, count: number): Steps<Map<number, number>> {
  const found = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    for (const word of vocabulary.at(index)) found.set(word, (found.get(word) ?? 0) + 1);
    if (index % TEXTS_A_STEP === 0) yield;
  }
  return found;
}
