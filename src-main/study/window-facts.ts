import type { ContextItem } from '../context/types.ts';

/** How many texts came before a text, and how long before. */
export interface WindowFacts {
  texts: number;
  /** Null if there are none. */
  youngestAgeMs: number | null;
  oldestAgeMs: number | null;
  /** Even the most recent text is so old that it says little about what was known. */
  stale: boolean;
}

/** Thirty days: the news of a company is seldom read against what was said longer ago. */
const staleAfterMs = 30 * 86_400_000;

export function windowFacts(items: readonly Pick<ContextItem, 'ageMs'>[]): WindowFacts {
  const ages = items.map(({ ageMs }) => ageMs);
  const youngestAgeMs = ages.length === 0 ? null : Math.min(...ages);
  return {
    texts: ages.length,
    youngestAgeMs,
    oldestAgeMs: ages.length === 0 ? null : Math.max(...ages),
    stale: youngestAgeMs !== null && youngestAgeMs > staleAfterMs,
  };
}
