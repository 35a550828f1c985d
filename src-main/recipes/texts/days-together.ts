import { DisjointSets } from '../../disjoint-sets.ts';

interface Text {
  /** '' where it mentions no ticker. */
  symbol: string;
  publishedAt: number | null;
  /** Its group of near copies. */
  copies: number;
}

const dayMs = 86_400_000;

/**
 * Texts as if those of one ticker and day were near copies too, each with the text that it is: what shares a window, and
 * often a label, is not divided. A text without time or ticker stands with its near copies alone.
 */
export function withDaysTogether<T extends Text>(items: readonly T[]): Map<T, T> {
  const sets = new DisjointSets(items.length);
  const first = new Map<string, number>();
  for (const [index, { symbol, publishedAt, copies }] of items.entries()) {
    const day = publishedAt === null || symbol === '' ? null : `${symbol} ${Math.floor(publishedAt / dayMs)}`;
    for (const name of [`copies ${copies}`, ...(day === null ? [] : [`day ${day}`])]) {
      const known = first.get(name);
      if (known === undefined) first.set(name, index);
      else sets.join(known, index);
    }
  }
  return new Map(items.map((item, index) => [{ ...item, copies: sets.smallest(index) }, item]));
}
