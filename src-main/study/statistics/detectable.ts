/** What a test part could show at all, before anything is trained. */

/** Two-sided level of 5 % and power of 80 %, as quantiles of the normal distribution. */
const levelQuantile = 1.959963984540054;
const powerQuantile = 0.8416212335729143;

/**
 * The smallest difference in accuracy between two classifiers that McNemar's test at a level of 5 % finds in four of five
 * test parts of this size. Solves n = (z₁₋α⸝₂ √ψ + z₁₋β √(ψ - δ²))² / δ² for δ.
 *
 * @param n independent texts
 * @param discordant ψ: the share of texts that exactly one of the two gets right
 * @returns null: not even classifiers that differ on all of these texts could be told apart
 * @see Connor (1987), Sample size for testing differences in proportions for the paired-sample design
 */
export function detectableDifference(n: number, discordant: number): number | null {
  const needed = (difference: number) =>
    (levelQuantile * Math.sqrt(discordant) + powerQuantile * Math.sqrt(discordant - difference ** 2)) ** 2 /
    difference ** 2;
  if (!(needed(discordant) <= n)) return null;
  let low = 0;
  let high = discordant;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (needed(middle) <= n) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * How much alike values of one cluster are: the intraclass correlation by analysis of variance, of classes the mean over
 * their indicators, each counting by its variance. 0 where clusters mean nothing (also where it comes out below), 1 where all of a cluster have one value.
 *
 * @param values class indices, (N)
 * @param clusters the cluster of each, (N)
 * @see Donner (1986), A review of inference procedures for the intraclass correlation coefficient
 */
export function clusterCorrelation(values: ArrayLike<number>, clusters: ArrayLike<number>): number {
  const members = Map.groupBy(
    Array.from(clusters, (_, index) => index),
    (index) => clusters[index]!,
  );
  const n = values.length;
  const k = members.size;
  if (k < 2 || k === n) return 0;
  const squares = members.values().reduce((sum, { length }) => sum + length ** 2, 0);
  const usualSize = (n - squares / n) / (k - 1);
  let between = 0;
  let within = 0;
  for (const value of new Set(Array.from(values))) {
    const share = Array.from(values).filter((one) => one === value).length / n;
    for (const indices of members.values()) {
      const own = indices.filter((index) => values[index] === value).length;
      const mean = own / indices.length;
      between += indices.length * (mean - share) ** 2;
      within += own * (1 - mean) ** 2 + (indices.length - own) * mean ** 2;
    }
  }
  const [meanBetween, meanWithin] = [between / (k - 1), within / (n - k)];
  const total = meanBetween + (usualSize - 1) * meanWithin;
  return total === 0 ? 0 : Math.max(0, (meanBetween - meanWithin) / total);
}

/**
 * How many independent texts those of clusters are worth: n / (1 + (m - 1) ρ), where m is the mean size of the cluster of
 * a text.
 *
 * @see Kish (1965), Survey Sampling, the design effect
 */
export function effectiveTexts(clusters: ArrayLike<number>, correlation: number): number {
  const sizes = new Map<number, number>();
  for (let text = 0; text < clusters.length; text++) {
    sizes.set(clusters[text]!, (sizes.get(clusters[text]!) ?? 0) + 1);
  }
  const squares = sizes.values().reduce((sum, size) => sum + size ** 2, 0);
  return clusters.length / (1 + (squares / clusters.length - 1) * correlation);
}
