/** The standard normal distribution function, to 1.5e-7: Abramowitz and Stegun (1964), 7.1.26. */
function normal(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const terms = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];
  const sum = terms.reduceRight((rest, term) => t * (term + rest), 0);
  const tail = sum * Math.exp(-(x ** 2) / 2);
  return x < 0 ? tail / 2 : 1 - tail / 2;
}

/**
 * How often McNemar's test finds a difference at a two-sided level of 5 %: what `detectableDifference` assumes, of any
 * difference and not of that alone which is found in four of five cases.
 *
 * @param n independent texts
 * @param discordant the share of texts that exactly one of the two gets right
 * @see Connor (1987), Sample size for testing differences in proportions for the paired-sample design
 */
export function predictedPower(difference: number, n: number, discordant: number): number {
  const spread = Math.sqrt(discordant - difference ** 2);
  const reach = difference * Math.sqrt(n);
  const bound = 1.959963984540054 * Math.sqrt(discordant);
  return normal((reach - bound) / spread) + normal((-reach - bound) / spread);
}
