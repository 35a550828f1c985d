/**
 * A linear support vector machine as scikit-learn's LinearSVC with its defaults: half the squared length of the weights,
 * the intercept among them, plus C times the summed squared hinge loss; of more than two classes one against the rest.
 */
import type { SparseRows } from '../ngrams/sparse-rows.ts';
import { lbfgs } from './lbfgs.ts';

export interface LinearSvm {
  classes: number;
  /** (width + 1) each, the last number the intercept; one for two classes, else one a class */
  machines: Float64Array[];
}

/**
 * @param labels class indices below `classes`, one a row; every class occurs
 * @param options `c`: weight of the data against the penalty
 */
export async function fitLinearSvm(
  rows: SparseRows,
  labels: ArrayLike<number>,
  classes: number,
  options: { c: number; signal?: AbortSignal | undefined },
): Promise<LinearSvm> {
  const machines: Float64Array[] = [];
  for (let positive = classes === 2 ? 1 : 0; positive < classes; positive++) {
    const sides = Int8Array.from(labels, (label) => (label === positive ? 1 : -1));
    machines.push(
      await lbfgs(
        (weights, gradient) => objective(rows, sides, options.c, weights, gradient),
        new Float64Array(rows.width + 1),
        { tolerance: 1e-4 * Math.sqrt(labels.length), maxIterations: 1000, signal: options.signal },
      ),
    );
  }
  return { classes, machines };
}

/** Distances from the planes, (N, outputs) as rows. */
export function svmScores({ machines }: LinearSvm, rows: SparseRows): Float64Array[] {
  return Array.from({ length: rows.offsets.length - 1 }, (_, row) =>
    Float64Array.from(machines, (weights) => scoreOf(rows, row, weights)),
  );
}

/** Class indices, (N). */
export function predictLinearSvm(model: LinearSvm, rows: SparseRows): Int32Array {
  return Int32Array.from(svmScores(model, rows), (scores) =>
    model.classes === 2 ? Number(scores[0]! > 0) : scores.indexOf(Math.max(...scores)),
  );
}

function scoreOf(
  { width, offsets, columns, values }: SparseRows,
  row: number,
  weights: Float64Array,
): number {
  let score = weights[width]!;
  for (let at = offsets[row]!; at < offsets[row + 1]!; at++) score += values[at]! * weights[columns[at]!]!;
  return score;
}

/** Divided by C, so that the tolerance means the same for every C. */
function objective(
  rows: SparseRows,
  sides: Int8Array,
  c: number,
  weights: Float64Array,
  gradient: Float64Array,
): number {
  const { width, offsets, columns, values } = rows;
  let loss = 0;
  for (let at = 0; at < weights.length; at++) {
    loss += (0.5 / c) * weights[at]! ** 2;
    gradient[at] = weights[at]! / c;
  }
  for (let row = 0; row < sides.length; row++) {
    const missing = 1 - sides[row]! * scoreOf(rows, row, weights);
    if (missing <= 0) continue;
    loss += missing ** 2;
    const slope = -2 * sides[row]! * missing;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) gradient[columns[at]!]! += slope * values[at]!;
    gradient[width]! += slope;
  }
  return loss;
}
