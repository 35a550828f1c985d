import type { MetricPoint } from '../../src-main/api/types.ts';

/** The stored points and those that a job reported, each once. */
export function mergedMetrics(
  stored: readonly MetricPoint[],
  reported: readonly MetricPoint[],
): MetricPoint[] {
  const known = new Set(stored.map(({ name, step }) => `${name} ${step}`));
  return [...stored, ...reported.filter(({ name, step }) => !known.has(`${name} ${step}`))];
}
