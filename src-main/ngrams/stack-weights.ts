/** How much a model and the classifiers of n-grams beside it count. */
import { type Opinions, poolLoss, poolWeights } from './stacking.ts';

/** Texts that nobody who speaks of them has learned. */
export interface HeldOut {
  labels: readonly number[];
  /** (N, C) each. */
  linear: Opinions;
  naiveBayes: Opinions;
}

/** What the scores of each are multiplied by before they are added. */
export interface StackWeights {
  model: number;
  linear: number;
  naiveBayes: number;
}

/** Naive Bayes is overconfident: where nothing speaks for it, it does not count. */
const linearAlone = [1, 0] as const;

/**
 * The weights of model, linear classifier and naive Bayes, none below 0. How the two classifiers of n-grams are best added
 * is found on the training part, out of fold. All three are then weighted on the validation part, the only one that the
 * model has not learned, starting from the n-grams so added, or from the model alone where that is better: its best epoch
 * was chosen on the same texts, which flatters it a little.
 *
 * @param classWeights how much the errors of each class count (C), as in the training of the model
 */
export function stackWeights(
  outOfFold: HeldOut,
  valid: HeldOut & { model: Opinions },
  classWeights: Float32Array,
): StackWeights {
  const ngrams = poolWeights(
    [outOfFold.linear, outOfFold.naiveBayes],
    outOfFold.labels,
    linearAlone,
    countsOf(outOfFold.labels, classWeights),
  );
  const all = [valid.model, valid.linear, valid.naiveBayes];
  const counts = countsOf(valid.labels, classWeights);
  const loss = (weights: readonly number[]) => poolLoss(all, valid.labels, weights, counts);
  const [modelAlone, ngramsAlone] = [
    [1, 0, 0],
    [0, ...ngrams],
  ];
  const start = loss(modelAlone) < loss(ngramsAlone) ? modelAlone : ngramsAlone;
  const [model, linear, naiveBayes] = poolWeights(all, valid.labels, start, counts) as [
    number,
    number,
    number,
  ];
  return { model, linear, naiveBayes };
}

/** How much each text counts by its class, 1 on average. */
function countsOf(labels: readonly number[], classWeights: Float32Array): number[] {
  const weights = labels.map((label) => classWeights[label]!);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, weights.length);
  return weights.map((weight) => weight / mean);
}
