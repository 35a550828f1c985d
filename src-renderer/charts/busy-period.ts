import type { HistogramBin } from '../../src-main/api/types.ts';

/** Share of the texts that may fall outside the busy period, at both ends together. */
const OUTSIDE = 0.005;

/**
 * The bins that hold all but the few texts far from the others; a single stray date would flatten the rest otherwise.
 * All bins when leaving them out would not shorten the axis by half.
 */
export function busyPeriod(bins: readonly HistogramBin[]): {
  bins: readonly HistogramBin[];
  outside: number;
} {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  let from = 0;
  let to = bins.length;
  let outside = 0;
  for (;;) {
    const first = bins[from]?.count ?? Infinity;
    const last = bins[to - 1]?.count ?? Infinity;
    const next = Math.min(first, last);
    if (from >= to - 1 || outside + next > OUTSIDE * total) break;
    outside += next;
    if (first <= last) from += 1;
    else to -= 1;
  }
  if (to - from > bins.length / 2) return { bins, outside: 0 };
  return { bins: bins.slice(from, to), outside };
}

/** Joins neighbouring bins, equally many each (the last may be shorter), until there are no more than `most`. */
export function mergeBins(bins: readonly HistogramBin[], most: number): HistogramBin[] {
  const size = Math.max(1, Math.ceil(bins.length / most));
  return Array.from({ length: Math.ceil(bins.length / size) }, (_, index) => {
    const group = bins.slice(index * size, (index + 1) * size);
    return {
      from: group[0]?.from ?? 0,
      to: group.at(-1)?.to ?? 0,
      count: group.reduce((sum, bin) => sum + bin.count, 0),
    };
  });
}
