/** 97.5 % of the standard normal distribution lie below it. */
const z = 1.959963984540054;

/**
 * The 95 % interval of a share: (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n). Unlike p ± z √(p(1 - p)/n) it holds
 * for few cases and for shares near 0 and 1.
 *
 * @param n at least 1
 * @see Wilson (1927), Probable inference, the law of succession, and statistical inference
 */
export function wilsonInterval(right: number, n: number): [low: number, high: number] {
  const p = right / n;
  const centre = p + z ** 2 / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  const scale = 1 + z ** 2 / n;
  return [Math.max(0, (centre - half) / scale), Math.min(1, (centre + half) / scale)];
}
