import type { LinearScores, SparseRows } from './sparse-rows.ts';

/** Added to what each column sums up to in each class (Lidstone). */
const alpha = 0.1;

/**
 * Multinomial naive Bayes over rows: log-likelihoods of the columns, and the log prior of each class, counted with one
 * text more in every class.
 *
 * @param labels class indices below `classes`, one a row
 */
export function fitNaiveBayesRows(
  rows: SparseRows,
  labels: readonly number[],
  classes: number,
): LinearScores {
  const { width, offsets, columns, values } = rows;
  const weights = new Float64Array(width * classes).fill(alpha);
  const totals = new Float64Array(classes).fill(alpha * width);
  const bias = new Float64Array(classes).fill(1);
  for (const [row, label] of labels.entries()) {
    bias[label]! += 1;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      weights[columns[at]! * classes + label]! += values[at]!;
      totals[label]! += values[at]!;
    }
  }
  return {
    weights: weights.map((sum, at) => Math.log(sum / totals[at % classes]!)),
    bias: bias.map((count) => Math.log(count / (labels.length + classes))),
  };
}
