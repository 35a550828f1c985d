import { Random } from '../random.ts';
import { NgramFeatures } from './ngram-features.ts';
import type { SparseRows } from './tf-idf.ts';

/** A linear classifier over n-grams. */
export interface NgramClassifier {
  /** Probabilities (N, classes) as rows. */
  predict: (texts: readonly string[]) => Float64Array[];
}

/** Learning rate of one text, at first; it falls to 0. */
const firstRate = 0.3125;
/** Updates that are enough for few texts, in texts. */
const updates = 92_800;

/**
 * Learns words, pairs of words and pieces of characters by stochastic gradient descent on the cross entropy, text by
 * text from zero: stopping early is what keeps it from learning by heart.
 *
 * @param labels class indices below `classes`, one a text
 */
export function fitNgramClassifier(
  texts: readonly string[],
  labels: readonly number[],
  classes: number,
  seed: number,
): NgramClassifier {
  const features = new NgramFeatures(texts, labels, classes);
  const rows = features.rows(texts);
  const weights = new Float64Array((features.width + 1) * classes);
  const epochs = Math.min(30, Math.max(6, Math.round(updates / texts.length)));
  const steps = epochs * texts.length;
  const order = Int32Array.from(texts.keys());
  const probabilities = new Float64Array(classes);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const row of Random.ofEpoch(seed, epoch).shuffle(order)) {
      const rate = firstRate * (1 - step++ / steps);
      softmaxRow(rows, row, weights, probabilities);
      probabilities[labels[row]!]! -= 1;
      addTo(rows, row, weights, probabilities, -rate);
    }
  }
  return {
    predict: (unseen) => {
      const given = features.rows(unseen);
      return Array.from(unseen, (_, row) => {
        const found = new Float64Array(classes);
        softmaxRow(given, row, weights, found);
        return found;
      });
    },
  };
}

/** Writes the probabilities of a row's classes into `into`. The last row of the weights holds the intercepts. */
function softmaxRow(rows: SparseRows, row: number, weights: Float64Array, into: Float64Array): void {
  const classes = into.length;
  for (let k = 0; k < classes; k++) into[k] = weights[rows.width * classes + k]!;
  for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
    const start = rows.columns[at]! * classes;
    const value = rows.values[at]!;
    for (let k = 0; k < classes; k++) into[k]! += value * weights[start + k]!;
  }
  const top = into.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let k = 0; k < classes; k++) sum += into[k] = Math.exp(into[k]! - top);
  for (let k = 0; k < classes; k++) into[k]! /= sum;
}

/** weights += factor · row ⊗ slopes */
function addTo(
  rows: SparseRows,
  row: number,
  weights: Float64Array,
  slopes: Float64Array,
  factor: number,
): void {
  const classes = slopes.length;
  for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
    const start = rows.columns[at]! * classes;
    const share = factor * rows.values[at]!;
    for (let k = 0; k < classes; k++) weights[start + k]! += share * slopes[k]!;
  }
  for (let k = 0; k < classes; k++) weights[rows.width * classes + k]! += factor * slopes[k]!;
}
