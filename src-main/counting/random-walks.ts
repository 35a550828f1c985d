import { multiply, type SparseMatrix, sparseMatrix } from './sparse-matrix.ts';

/**
 * The positive pointwise mutual information of two companies on random walks over the graph of co-mentions, that is
 * `max(0, log(vol / T · Σ P^t · D⁻¹))` with t from 1 to T: what DeepWalk factorises (Qiu et al., 2018, NetMF). With
 * T = 1 it is the PPMI of the co-mentions themselves; longer walks also bring companies together that are named with the
 * same others.
 *
 * @param weights (N, N), symmetric, without negative entries
 * @param steps T, at least 1
 * @returns (N, N), symmetric; a company that is named with no other has a row of zeros
 */
export function walkPpmi(weights: SparseMatrix, steps: number): SparseMatrix {
  const { rows: size, starts } = weights;
  const degrees = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) degrees[row]! += weights.values[at]!;
  }
  const volume = degrees.reduce((sum, degree) => sum + degree, 0);
  const values = Float64Array.from(weights.values);
  for (let row = 0; row < size; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) values[at]! /= degrees[row]!;
  }
  const transition: SparseMatrix = { ...weights, values };
  // P + P² + ... + P^T by Horner's rule, so that each step costs as much as there are pairs.
  let sum: Float64Array = new Float64Array(size * size);
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < size; i++) sum[i * size + i]! += 1;
    sum = multiply(transition, sum, size);
  }
  const found = Array.from({ length: size }, (_, row) => {
    const kept = new Map<number, number>();
    for (let column = 0; column < size; column++) {
      const expected = degrees[column]!;
      if (expected === 0) continue;
      const ratio = (volume * sum[row * size + column]!) / (steps * expected);
      if (ratio > 1) kept.set(column, Math.log(ratio));
    }
    return kept;
  });
  return sparseMatrix(found, size);
}
