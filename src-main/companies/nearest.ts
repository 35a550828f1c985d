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
  vectors: readonly Float32Array[],
  index: number,
  k: number,
  metric: 'cosine' | 'euclidean',
): Near[] {
  const own = vectors[index];
  if (!own) throw new RangeError(`there are ${vectors.length} vectors, none has the index ${index}`);
  const measured = vectors.map((other, at) => ({
    index: at,
    value: metric === 'cosine' ? cosine(own, other) : distance(own, other),
  }));
  const order = metric === 'cosine' ? -1 : 1;
  return measured
    .filter((near) => near.index !== index)
    .sort((a, b) => order * (a.value - b.value) || a.index - b.index)
    .slice(0, k);
}

function cosine(a: Float32Array, b: Float32Array): number {
  const length = Math.sqrt(dot(a, a) * dot(b, b));
  return length === 0 ? 0 : dot(a, b) / length;
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
