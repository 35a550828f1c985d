/** A sparse matrix (N, width) by rows: row r holds `columns` and `values` from `offsets[r]` to `offsets[r + 1]`. */
export interface SparseRows {
  width: number;
  offsets: Int32Array;
  columns: Int32Array;
  values: Float64Array;
}

/** Scores of C classes: a row's are row · weights (width, C) + bias (C). */
export interface LinearScores {
  weights: Float32Array | Float64Array;
  bias: Float32Array | Float64Array;
}

/** Writes the scores (C) of a row into `into`. */
export function scoreRow(
  rows: SparseRows,
  row: number,
  { weights, bias }: LinearScores,
  into: Float64Array,
): void {
  const classes = bias.length;
  into.set(bias);
  for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
    const start = rows.columns[at]! * classes;
    const value = rows.values[at]!;
    for (let k = 0; k < classes; k++) into[k]! += value * weights[start + k]!;
  }
}

/** The scores (N, C) of all rows. */
export function scoreRows(rows: SparseRows, linear: LinearScores): Float64Array[] {
  return Array.from({ length: rows.offsets.length - 1 }, (_, row) => {
    const scores = new Float64Array(linear.bias.length);
    scoreRow(rows, row, linear, scores);
    return scores;
  });
}

/** Turns scores into probabilities, in place. */
export function softmaxInPlace(scores: Float64Array): void {
  const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp(scores[k]! - top);
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
}
