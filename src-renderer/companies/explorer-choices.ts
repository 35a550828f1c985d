/** What is chosen about the map beside what it shows: colours, groups, companies. All of it stands in the address. */
import { counted } from '../../src-main/counted.ts';
import { inThousands } from '../../src-main/in-thousands.ts';

/** By what companies are coloured; `own` are labels of the person, `label:SCHEME` is the label that most of their texts have. */
export type Colouring = 'sector' | 'cluster' | 'texts' | 'own' | `label:${string}`;

export function colouringIn(value: string | null, hasSectors: boolean): Colouring {
  if (value === 'sector' || value === 'cluster' || value === 'texts' || value === 'own') return value;
  if (value?.startsWith('label:') === true) return `label:${value.slice(6)}`;
  return hasSectors ? 'sector' : 'cluster';
}

/** How many clusters companies are grouped into. */
export const usualClusters = 12;

export function clustersIn(value: number | null): number {
  return value !== null && value >= 2 && value <= 50 ? value : usualClusters;
}

/** How companies are grouped. */
export function methodIn(value: string | null): 'ward' | 'k-means' {
  return value === 'k-means' ? value : 'ward';
}

/** Symbols that are set apart, `XOM|CVX`; null: none are. */
export function symbolsIn(value: string | null): Set<string> | null {
  return value === null ? null : new Set(value.split('|'));
}

/** Four groups with as many companies each, by their texts: the highest number of the first three. */
export function quartiles(counts: readonly number[]): number[] {
  const sorted = counts.toSorted((a, b) => a - b);
  const ends = [0.25, 0.5, 0.75].map(
    (share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0,
  );
  return [...new Set(ends)].filter((end) => end < (sorted.at(-1) ?? 0));
}

/** The group of a number of texts, as it is named. */
export function countGroup(count: number, ends: readonly number[]): string {
  const at = ends.findIndex((end) => count <= end);
  const above = at === 0 ? null : ends.at(at < 0 ? -1 : at - 1);
  if (at < 0) return above == null ? 'all' : `more than ${counted(above, 'text')}`;
  return above == null
    ? `up to ${counted(ends[at]!, 'text')}`
    : `${inThousands(above + 1)} to ${counted(ends[at]!, 'text')}`;
}
