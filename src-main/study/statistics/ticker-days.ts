const dayMs = 86_400_000;

/** What of a text says in which cluster it is. */
export interface Clustered {
  /** '' where it mentions no ticker. */
  symbol: string;
  /** ms UTC */
  publishedAt: number | null;
  /** Its group of near copies. */
  copies: number;
}

/**
 * The cluster of each text: its ticker and day, since texts about a company on a day say much the same and often share
 * their label. A text without time or ticker stands with its near copies.
 */
export function clustersOf(items: readonly Clustered[]): number[] {
  const numbers = new Map<string, number>();
  return items.map(({ symbol, publishedAt, copies }) => {
    const name =
      publishedAt === null || symbol === ''
        ? `copies ${copies}`
        : `${symbol} ${Math.floor(publishedAt / dayMs)}`;
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  });
}
