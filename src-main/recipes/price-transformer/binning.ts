/** Where bins end: value x is in the first bin whose upper edge is not below x; the last bin has no end. */
export type Edges = Float64Array;

/** `count` bins of equal width over the values, each with its upper edge, as pandas.cut(values, count). */
export function equalWidth(values: readonly number[], count: number): Edges {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low === high) {
    // As pandas: a little room on both sides of the only value.
    const room = 0.001 * Math.abs(low) || 0.001;
    [low, high] = [low - room, high + room];
  }
  return Float64Array.from({ length: count - 1 }, (_, i) => low + ((high - low) * (i + 1)) / count);
}

/** Bins that hold about as many of the values each. Equal edges leave bins between them empty. */
export function equalCount(values: readonly number[], count: number): Edges {
  const sorted = Float64Array.from(values).sort();
  return Float64Array.from({ length: count - 1 }, (_, i) => {
    const place = ((sorted.length - 1) * (i + 1)) / count;
    const below = sorted[Math.floor(place)]!;
    return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
  });
}

/** The bin of a value, from 0; what lies outside the values that were seen is in the first or the last bin. */
export function binOf(edges: Edges, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
