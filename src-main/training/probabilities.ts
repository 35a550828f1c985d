/** Probabilities from logits. */
export function softmax(logits: Float32Array): Float32Array {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Index of the most probable class. */
export function mostProbable(probabilities: Float32Array): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

/** ln(p / (1 - p)) of a class, from the logits: exact where p is 1 to all digits. Infinite if there is one class only. */
export function logOdds(logits: ArrayLike<number>, of: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logits.length; at++) if (at !== of) top = Math.max(top, logits[at]!);
  let others = 0;
  for (let at = 0; at < logits.length; at++) if (at !== of) others += Math.exp(logits[at]! - top);
  return logits[of]! - top - Math.log(others);
}
