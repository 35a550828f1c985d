/** Multinomial naive Bayes on counts with additive smoothing, as scikit-learn's MultinomialNB. */
import type { SparseRows } from '../ngrams/sparse-rows.ts';

export interface NaiveBayes {
  classes: number;
  /** (C): ln P(class) */
  priors: Float64Array;
  /** (width, C): ln P(n-gram | class) */
  likelihoods: Float64Array;
}

/**
 * @param labels class indices below `classes`, one a row; every class occurs
 * @param smoothing what is added to every count
 */
export function fitNaiveBayes(
  counts: SparseRows,
  labels: ArrayLike<number>,
  classes: number,
  smoothing = 1,
): NaiveBayes {
  const { width, offsets, columns, values } = counts;
  const seen = new Float64Array(width * classes);
  const totals = new Float64Array(classes);
  const documents = new Float64Array(classes);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    documents[label]! += 1;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      seen[columns[at]! * classes + label]! += values[at]!;
      totals[label]! += values[at]!;
    }
  }
  return {
    classes,
    priors: documents.map((count) => Math.log(count / labels.length)),
    likelihoods: seen.map((count, at) =>
      Math.log((count + smoothing) / (totals[at % classes]! + smoothing * width)),
    ),
  };
}

/** ln P(class, text) for every text, (N, C) as rows. */
export function jointLogLikelihoods(model: NaiveBayes, counts: SparseRows): Float64Array[] {
  const { classes, priors, likelihoods } = model;
  return Array.from({ length: counts.offsets.length - 1 }, (_, row) => {
    const joint = Float64Array.from(priors);
    for (let at = counts.offsets[row]!; at < counts.offsets[row + 1]!; at++)
      for (let label = 0; label < classes; label++)
        joint[label]! += counts.values[at]! * likelihoods[counts.columns[at]! * classes + label]!;
    return joint;
  });
}

/** Class indices, (N). */
export function predictNaiveBayes(model: NaiveBayes, counts: SparseRows): Int32Array {
  return Int32Array.from(jointLogLikelihoods(model, counts), (joint) => joint.indexOf(Math.max(...joint)));
}
