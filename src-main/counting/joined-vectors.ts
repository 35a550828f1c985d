/**
 * Vectors of several kinds side by side: in each kind the mean is subtracted and every vector brought to length 1, so
 * that each has the same say in a cosine. A company of which a kind knows nothing (a vector of zeros) stays zeros there.
 * The mean of the whole is subtracted as well, and every vector brought to length 1.
 *
 * @param kinds for each kind one vector a company, in the same order
 */
export function joinedVectors(kinds: readonly (readonly Float64Array[])[]): Float32Array[] {
  const centred = kinds.map(centredUnits);
  const companies = kinds[0]?.length ?? 0;
  const joined = Array.from({ length: companies }, (_, company) =>
    Float64Array.from(centred.flatMap((kind) => [...kind[company]!])),
  );
  return centredUnits(joined).map((vector) => Float32Array.from(vector));
}

/** The vectors less their mean, at length 1; those of zeros count in no mean and stay zeros. */
export function centredUnits(vectors: readonly Float64Array[]): Float64Array[] {
  const known = vectors.filter((vector) => vector.some((value) => value !== 0));
  const width = vectors[0]?.length ?? 0;
  const mean = new Float64Array(width);
  for (const vector of known) for (let i = 0; i < width; i++) mean[i]! += vector[i]! / known.length;
  return vectors.map((vector) => {
    if (vector.every((value) => value === 0)) return vector;
    const less = vector.map((value, i) => value - mean[i]!);
    const length = Math.hypot(...less) || 1;
    return less.map((value) => value / length);
  });
}
