/** McNemar's test: do two classifiers err equally often on the same items? */

/**
 * Exact two-sided p-value. Under the null hypothesis the items that only one of the two got right are divided between
 * them by a fair coin: p = min(1, 2 P(X <= min(b, c))), X ~ Binomial(b + c, 1/2).
 * @param b items that only the first got right
 * @param c items that only the second got right
 */
export function mcnemarExact(b: number, c: number): number {
  const n = b + c;
  // Terms C(n, k) / 2^n in logarithms: 2^n is beyond a double from n = 1024 on.
  let logTerm = -n * Math.LN2;
  let tail = Math.exp(logTerm);
  for (let k = 1; k <= Math.min(b, c); k++) {
    logTerm += Math.log((n - k + 1) / k);
    tail += Math.exp(logTerm);
  }
  return Math.min(1, 2 * tail);
}

/** How often exactly one of two predictions of the same items is right. */
export function discordant(
  truth: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): { onlyFirst: number; onlySecond: number } {
  let onlyFirst = 0;
  let onlySecond = 0;
  for (let at = 0; at < truth.length; at++) {
    const [a, b] = [first[at] === truth[at], second[at] === truth[at]];
    if (a && !b) onlyFirst++;
    if (b && !a) onlySecond++;
  }
  return { onlyFirst, onlySecond };
}
