/**
 * The smallest share of n texts that guessing, right with probability p each time, reaches less than once in a thousand
 * times: the exact binomial bound.
 */
export function beyondChance(n: number, p: number): number {
  let tail = 0;
  for (let k = n; k >= 0; k--) {
    tail += binomial(n, k, p);
    if (tail >= 0.001) return (k + 1) / n;
  }
  return 0;
}

/** The probability of k in n. */
function binomial(n: number, k: number, p: number): number {
  let log = k * Math.log(p) + (n - k) * Math.log(1 - p);
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i);
  return Math.exp(log);
}
