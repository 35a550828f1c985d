/**
 * A weight for each class. `balanced`: inversely proportional to its frequency, as scikit-learn's; `none`: all 1.
 * @param labels class indices of the training part
 */
export function classWeights(
  labels: readonly number[],
  classes: number,
  kind: 'balanced' | 'none',
): Float32Array {
  const weights = new Float32Array(classes).fill(1);
  if (kind === 'none') return weights;
  const counts = new Float32Array(classes);
  for (const label of labels) counts[label]!++;
  return weights.map((_, label) => labels.length / (classes * Math.max(1, counts[label]!)));
}

/** Weighted mean of -log p(label), as the training loss: `probabilities[i]` is the distribution of example i. */
export function meanLoss(
  probabilities: readonly Float32Array[],
  labels: readonly number[],
  weights: Float32Array,
): number {
  let sum = 0;
  let total = 0;
  labels.forEach((label, index) => {
    const weight = weights[label]!;
    sum -= weight * Math.log(Math.max(probabilities[index]![label]!, 1e-12));
    total += weight;
  });
  return sum / total;
}
