/** Scores of one configuration over its seeds. */
export interface SeedSpread {
  mean: number;
  /** Sample standard deviation (n - 1); null: there was only one seed. */
  sd: number | null;
}

/** Mean and sample standard deviation of the scores of several seeds. */
export function seedSpread(values: readonly number[]): SeedSpread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, sd: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
