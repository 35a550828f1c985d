import { setImmediate } from 'node:timers/promises';
import { Random } from '../random.ts';
import { type LinearScores, scoreRow, softmaxInPlace, type SparseRows } from './sparse-rows.ts';

/** Learning rate of one text, at first; it falls to 0. */
const firstRate = 0.3125;
/** Updates that are enough for few texts, in texts. */
const updates = 92_800;

/**
 * Learns to tell classes apart by stochastic gradient descent on the cross entropy, text by text from zero: stopping
 * early is what keeps it from learning by heart. Columns are weighted by how much each tells the classes apart: their
 * naive Bayes log-count ratios to some power (Wang and Manning, 2012). The weights come back for the rows as they are.
 *
 * @param labels class indices below `classes`, one a row
 * @throws the signal's reason when it is aborted
 */
export async function fitLinear(
  rows: SparseRows,
  labels: readonly number[],
  classes: number,
  { seed, signal }: { seed: number; signal: AbortSignal },
): Promise<LinearScores> {
  const columnWeights = weightsOfColumns(rows, labels, classes);
  const weighted = {
    ...rows,
    values: rows.values.map((value, at) => value * columnWeights[rows.columns[at]!]!),
  };
  const weights = new Float64Array(rows.width * classes);
  const bias = new Float64Array(classes);
  const epochs = Math.min(30, Math.max(6, Math.round(updates / labels.length)));
  const steps = epochs * labels.length;
  const order = Int32Array.from(labels.keys());
  const slopes = new Float64Array(classes);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    await setImmediate();
    signal.throwIfAborted();
    for (const row of Random.ofEpoch(seed, epoch).shuffle(order)) {
      const rate = firstRate * (1 - step++ / steps);
      scoreRow(weighted, row, { weights, bias }, slopes);
      softmaxInPlace(slopes);
      slopes[labels[row]!]! -= 1;
      addTo(weighted, row, { weights, bias }, slopes, -rate);
    }
  }
  return { weights: weights.map((weight, at) => weight * columnWeights[Math.floor(at / classes)]!), bias };
}

/** weights += factor · row ⊗ slopes, bias += factor · slopes */
function addTo(
  rows: SparseRows,
  row: number,
  { weights, bias }: LinearScores,
  slopes: Float64Array,
  factor: number,
): void {
  const classes = slopes.length;
  for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) {
    const start = rows.columns[at]! * classes;
    const share = factor * rows.values[at]!;
    for (let k = 0; k < classes; k++) weights[start + k]! += share * slopes[k]!;
  }
  for (let k = 0; k < classes; k++) bias[k]! += factor * slopes[k]!;
}

/** Log-count ratios to some power, scaled so that one learning rate fits all data: rows have a mean squared length of 2. */
export function weightsOfColumns(rows: SparseRows, labels: readonly number[], classes: number): Float64Array {
  const power = classes <= 4 ? 1 : 0.5;
  const ratios = logCountRatios(rows, labels, classes).map((ratio) => ratio ** power);
  const squares = rows.values.reduce((sum, value, at) => sum + (value * ratios[rows.columns[at]!]!) ** 2, 0);
  const scale = squares > 0 ? Math.sqrt((2 * labels.length) / squares) : 1;
  return ratios.map((ratio) => ratio * scale);
}

/** For each column, the largest |ln(p / p of the rest)| over the classes; texts are counted, each n-gram once. */
function logCountRatios(rows: SparseRows, labels: readonly number[], classes: number): Float64Array {
  const { width, offsets, columns } = rows;
  const counts = Array.from({ length: classes }, () => new Float64Array(width));
  for (const [row, label] of labels.entries()) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) counts[label]![columns[at]!]!++;
  }
  const totals = counts.map((of) => of.reduce((sum, count) => sum + 1 + count, 0));
  const allOf = new Float64Array(width);
  for (const of of counts) for (let column = 0; column < width; column++) allOf[column]! += 1 + of[column]!;
  const total = totals.reduce((a, b) => a + b, 0);
  const ratios = new Float64Array(width);
  for (const [label, of] of counts.entries()) {
    for (let column = 0; column < width; column++) {
      const own = (1 + of[column]!) / totals[label]!;
      const rest = (allOf[column]! - 1 - of[column]!) / (total - totals[label]!);
      ratios[column] = Math.max(ratios[column]!, Math.abs(Math.log(own / rest)));
    }
  }
  return ratios;
}
