import type { ExplainedTestPart } from './test-part-result.ts';

/** What is said of results that were kept; null: they were computed now, for the first time. */
export function keptInWords({
  kept,
  computedAt,
}: Pick<ExplainedTestPart, 'kept' | 'computedAt'>): string | null {
  if (kept === 'none') return null;
  if (kept === 'kept') {
    const at = new Date(computedAt).toISOString().slice(0, 16).replace('T', ' ');
    return `Computed on ${at} UTC and kept with the run: its files, the texts and their labels are still the same.`;
  }
  return kept === 'stale'
    ? 'Computed anew: what was kept with the run was of other texts, labels or files, or by another version.'
    : 'Computed anew: what was kept with the run is damaged.';
}
