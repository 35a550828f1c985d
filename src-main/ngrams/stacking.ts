import { softmaxInPlace } from './sparse-rows.ts';

/** What one expert says of N texts: (N, C) scores, whose softmax are its probabilities. */
export type Opinions = readonly ArrayLike<number>[];

/** The pool's scores: the experts' scores, weighted (a logarithmic opinion pool; Genest and Zidek, 1986). */
export function pooledScores(
  experts: readonly Opinions[],
  weights: readonly number[],
  text: number,
): Float64Array {
  const scores = new Float64Array(experts[0]![text]!.length);
  for (const [expert, weight] of weights.entries()) {
    const given = experts[expert]![text]!;
    for (let k = 0; k < scores.length; k++) scores[k]! += weight * given[k]!;
  }
  return scores;
}

/**
 * How much each expert counts, none below 0: the weights under which the pool's cross entropy on these texts is lowest.
 * It is convex in the weights. So that few texts decide little, the square of the distance from `start` counts as much
 * as one text's loss.
 *
 * @param labels the true class of each text
 * @param start weights where nothing speaks for others
 * @param counts how much the loss of each text counts, 1 on average; missing: all alike
 */
export function poolWeights(
  experts: readonly Opinions[],
  labels: readonly number[],
  start: readonly number[],
  counts: ArrayLike<number> = new Float64Array(labels.length).fill(1),
): number[] {
  const weights = [...start];
  const objective = () => {
    let sum = poolLoss(experts, labels, weights, counts);
    for (const [j, weight] of weights.entries()) sum += (weight - start[j]!) ** 2;
    return sum;
  };
  let best = objective();
  for (let sweep = 0; sweep < 50; sweep++) {
    const before = best;
    for (const j of weights.keys()) {
      const from = weights[j]!;
      const { slope, curvature } = derivatives(experts, { labels, counts }, weights, j);
      let step = (slope + 2 * (from - start[j]!)) / (curvature + 2);
      // Newton's step, halved until it is one down.
      for (let halving = 0; halving < 20; halving++, step /= 2) {
        weights[j] = Math.max(0, from - step);
        const value = objective();
        if (value <= best) {
          best = value;
          break;
        }
        weights[j] = from;
      }
    }
    if (before - best < 1e-9 * (1 + best)) break;
  }
  return weights;
}

/** The pool's cross entropy, summed over the texts, each of which counts so much. */
export function poolLoss(
  experts: readonly Opinions[],
  labels: readonly number[],
  weights: readonly number[],
  counts: ArrayLike<number>,
): number {
  let sum = 0;
  for (const [text, label] of labels.entries()) {
    const probabilities = pooledScores(experts, weights, text);
    softmaxInPlace(probabilities);
    sum -= counts[text]! * Math.log(Math.max(probabilities[label]!, 1e-300));
  }
  return sum;
}

/** First and second derivative of the pool's summed cross entropy by the weight of one expert. */
function derivatives(
  experts: readonly Opinions[],
  { labels, counts }: { labels: readonly number[]; counts: ArrayLike<number> },
  weights: readonly number[],
  expert: number,
): { slope: number; curvature: number } {
  let slope = 0;
  let curvature = 0;
  for (const [text, label] of labels.entries()) {
    const probabilities = pooledScores(experts, weights, text);
    softmaxInPlace(probabilities);
    const given = experts[expert]![text]!;
    let mean = 0;
    let square = 0;
    for (let k = 0; k < probabilities.length; k++) {
      mean += probabilities[k]! * given[k]!;
      square += probabilities[k]! * given[k]! ** 2;
    }
    slope += counts[text]! * (mean - given[label]!);
    curvature += counts[text]! * (square - mean ** 2);
  }
  return { slope, curvature };
}
