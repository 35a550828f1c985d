/**
 * Logistic regression as scikit-learn's LogisticRegression: minimises C times the summed log loss plus half the squared
 * length of the weights; intercepts are free. Two classes share one weight vector, more have one each (softmax).
 */
import { lbfgs } from './lbfgs.ts';
import type { SparseRows } from '../ngrams/sparse-rows.ts';

export interface LogisticRegression {
  classes: number;
  /** (width + 1, outputs), the last row the intercepts; one output for two classes, else one a class */
  weights: Float64Array;
}

/**
 * @param labels class indices below `classes`, one a row; every class occurs.
 * @param options `c`: weight of the data against the penalty
 */
export async function fitLogisticRegression(
  rows: SparseRows,
  labels: ArrayLike<number>,
  classes: number,
  options: { c: number; signal?: AbortSignal | undefined; onIteration?: (iteration: number) => void },
): Promise<LogisticRegression> {
  const outputs = classes === 2 ? 1 : classes;
  const weights = await lbfgs(
    (point, gradient) => penalisedLoss(rows, labels, options.c, point, gradient),
    new Float64Array((rows.width + 1) * outputs),
    {
      tolerance: 1e-5 * Math.sqrt(labels.length),
      maxIterations: 1000,
      signal: options.signal,
      onIteration: options.onIteration,
    },
  );
  return { classes, weights };
}

/** Logits (N, outputs) as rows. */
export function logits(model: LogisticRegression, rows: SparseRows): Float64Array[] {
  return Array.from({ length: rows.offsets.length - 1 }, (_, row) => {
    const found = new Float64Array(model.weights.length / (rows.width + 1));
    writeLogits(rows, row, model.weights, found);
    return found;
  });
}

/** Class indices, (N). */
export function predictLogisticRegression(model: LogisticRegression, rows: SparseRows): Int32Array {
  return Int32Array.from(logits(model, rows), (row) =>
    model.classes === 2 ? Number(row[0]! > 0) : row.indexOf(Math.max(...row)),
  );
}

function penalisedLoss(
  rows: SparseRows,
  labels: ArrayLike<number>,
  c: number,
  weights: Float64Array,
  gradient: Float64Array,
): number {
  const { width, offsets, columns, values } = rows;
  const outputs = weights.length / (width + 1);
  // Everything is divided by C, so that the tolerance means the same for every C.
  let loss = 0;
  for (let at = 0; at < width * outputs; at++) {
    loss += (0.5 / c) * weights[at]! * weights[at]!;
    gradient[at] = weights[at]! / c;
  }
  gradient.fill(0, width * outputs);
  const errors = new Float64Array(outputs);
  for (let row = 0; row < labels.length; row++) {
    writeLogits(rows, row, weights, errors);
    loss += outputs === 1 ? sigmoidErrors(errors, labels[row]!) : softmaxErrors(errors, labels[row]!);
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++)
      for (let output = 0; output < outputs; output++)
        gradient[columns[at]! * outputs + output]! += values[at]! * errors[output]!;
    for (let output = 0; output < outputs; output++) gradient[width * outputs + output]! += errors[output]!;
  }
  return loss;
}

function writeLogits(rows: SparseRows, row: number, weights: Float64Array, logits: Float64Array): void {
  const outputs = logits.length;
  for (let output = 0; output < outputs; output++) logits[output] = weights[rows.width * outputs + output]!;
  for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++)
    for (let output = 0; output < outputs; output++)
      logits[output]! += rows.values[at]! * weights[rows.columns[at]! * outputs + output]!;
}

/** Turns a logit into P(class 1) - label and returns the log loss, without overflow for large logits. */
function sigmoidErrors(logits: Float64Array, label: number): number {
  const z = logits[0]!;
  const e = Math.exp(-Math.abs(z));
  logits[0] = (z > 0 ? 1 : e) / (1 + e) - label;
  return Math.log1p(e) + Math.max(z, 0) - label * z;
}

/** Turns logits into probabilities minus the one-hot label and returns the log loss. */
function softmaxErrors(logits: Float64Array, label: number): number {
  const top = Math.max(...logits);
  const labelled = logits[label]! - top;
  let sum = 0;
  for (let at = 0; at < logits.length; at++) sum += logits[at] = Math.exp(logits[at]! - top);
  for (let at = 0; at < logits.length; at++) logits[at]! /= sum;
  logits[label]! -= 1;
  return Math.log(sum) - labelled;
}
