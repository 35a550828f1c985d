import { centredUnits } from '../counting/joined-vectors.ts';

/**
 * How near two companies are: by the cosine after the mean of all vectors is subtracted, by the cosine of the vectors as
 * they stand, or by their Euclidean distance. Without the subtraction the vectors of most models all lie close together.
 */
export const metrics = ['centred', 'cosine', 'euclidean'] as const;
export type Metric = (typeof metrics)[number];

/**
 * The vectors as points whose Euclidean distances order them as the metric does: at length 1 for the cosines, with the
 * mean subtracted first for `centred`. A vector of zeros stays zeros.
 */
export function pointsOf(vectors: readonly ArrayLike<number>[], metric: Metric): Float64Array[] {
  const rows = vectors.map((vector) => Float64Array.from(vector));
  if (metric === 'centred') return centredUnits(rows);
  if (metric === 'euclidean') return rows;
  return rows.map((row) => {
    const length = Math.hypot(...row) || 1;
    return row.map((value) => value / length);
  });
}

/** Euclidean distances of all points, (N, N), row by row. */
export function distances(points: readonly Float64Array[]): Float64Array[] {
  const found = points.map(() => new Float64Array(points.length));
  for (const [one, own] of points.entries()) {
    for (let other = one + 1; other < points.length; other++) {
      const there = points[other]!;
      let sum = 0;
      for (let i = 0; i < own.length; i++) sum += (own[i]! - there[i]!) ** 2;
      found[one]![other] = found[other]![one] = Math.sqrt(sum);
    }
  }
  return found;
}
