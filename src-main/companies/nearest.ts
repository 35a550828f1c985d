import { type Metric, pointsOf } from './metric.ts';

export interface Near {
  index: number;
  /** Cosine similarity, or Euclidean distance. */
  value: number;
}

/**
 * The k vectors nearest to `vectors[index]`, nearest first, itself left out; ties by index.
 * A vector of zeros has the cosine 0 with every other.
 */
export function nearest(
  vectors: readonly ArrayLike<number>[],
  index: number,
  k: number,
  metric: Metric,
): Near[] {
  const points = metric === 'centred' ? pointsOf(vectors, metric) : vectors;
  const own = points[index];
  if (!own) throw new RangeError(`there are ${vectors.length} vectors, none has the index ${index}`);
  const measured = points.map((other, at) => ({
    index: at,
    value: metric === 'euclidean' ? distance(own, other) : cosine(own, other),
  }));
  const order = metric === 'euclidean' ? 1 : -1;
  return measured
    .filter((near) => near.index !== index)
    .sort((a, b) => order * (a.value - b.value) || a.index - b.index)
    .slice(0, k);
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = Math.sqrt(dot(a, a) * dot(b, b));
  return length === 0 ? 0 : dot(a, b) / length;
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
