/** Whether the probabilities of a classifier mean what they say. */
import { mostProbable } from '../../training/probabilities.ts';

/** Texts whose most probable class has a probability from `from` to `to`. */
export interface ReliabilityBin {
  from: number;
  to: number;
  texts: number;
  /** Mean probability of the most probable class; null: the bin is empty. */
  confidence: number | null;
  /** Share of the texts whose most probable class is the true one. */
  accuracy: number | null;
}

export interface Calibration {
  /** Expected calibration error: the mean distance of confidence and accuracy over the bins, each counting by its texts. */
  ece: number;
  bins: ReliabilityBin[];
}

/**
 * Reliability in bins of equal width, as scikit-learn's `calibration_curve` makes them: a probability on an edge belongs
 * to the bin below it.
 *
 * @param probabilities (N, C) as rows
 * @param truth class indices, (N)
 * @see Guo et al. (2017), On calibration of modern neural networks
 */
export function calibration(
  probabilities: readonly Float32Array[],
  truth: ArrayLike<number>,
  count = 10,
): Calibration {
  const sums = Array.from({ length: count }, () => ({ texts: 0, confidence: 0, right: 0 }));
  for (const [text, row] of probabilities.entries()) {
    const named = mostProbable(row);
    const bin = sums[Math.max(0, Math.ceil(row[named]! * count) - 1)]!;
    bin.texts += 1;
    bin.confidence += row[named]!;
    bin.right += Number(named === truth[text]);
  }
  const bins = sums.map(({ texts, confidence, right }, bin): ReliabilityBin => ({
    from: bin / count,
    to: (bin + 1) / count,
    texts,
    confidence: texts === 0 ? null : confidence / texts,
    accuracy: texts === 0 ? null : right / texts,
  }));
  const apart = sums.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0);
  return { ece: probabilities.length === 0 ? 0 : apart / probabilities.length, bins };
}

/** Probabilities below this count as it, so that one text cannot make the loss infinite; that of float32. */
const least = 2 ** -23;

/**
 * Mean of -ln P(true class) in nats, as scikit-learn's `log_loss`.
 * @param probabilities (N, C) as rows
 * @param truth class indices, (N)
 */
export function logLoss(probabilities: readonly Float32Array[], truth: ArrayLike<number>): number {
  const sum = probabilities.reduce(
    (total, row, text) => total - Math.log(Math.min(1, Math.max(least, row[truth[text]!]!))),
    0,
  );
  return sum / probabilities.length;
}
