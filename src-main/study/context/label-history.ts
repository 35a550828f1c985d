/**
 * What the labels of earlier texts alone add to a text, without a word of theirs: a rival that reading them has to beat.
 *
 * The score of class c is a · s_c + b · h_c + d_c: s the scores of the text alone, h the mean label of the texts in the
 * window less the share of the class among the labels that are learned. A text without window has its own scores only.
 * The weights are those under which the cross entropy of the validation part is lowest: on the training part the scores of
 * the text alone are too good to be believed. Classes count as they do where the text alone is learned: otherwise it would
 * differ from it by naming the more frequent class more often.
 */
import { lbfgs } from '../../baselines/lbfgs.ts';
import { classWeights } from '../../training/class-weights.ts';
import { softmax } from '../../training/probabilities.ts';
import { type PartWindows, type StudyData } from './data.ts';
import type { TextScores } from './arm-result.ts';

/** What the distance from the text alone counts, in texts: few texts decide little. */
const penalty = 1;

/** Documents whose predicted classes stand in for labels: all in windows of the parts that are not learned. */
export function documentsOfMoods(windows: readonly PartWindows[]): number[] {
  return [...new Set(windows.flatMap(({ valid, test }) => [...valid.flat(), ...test.flat()]))];
}

/**
 * @param weighting how classes count, as `classWeights` of the settings
 * @returns probabilities (N, C) of the validation and of the test part
 */
export async function labelHistory(
  { parts, classes }: StudyData,
  windows: PartWindows,
  { logits, moods }: TextScores,
  { signal, weighting }: { signal: AbortSignal; weighting: 'balanced' | 'none' },
): Promise<{ valid: Float32Array[]; test: Float32Array[] }> {
  const counts = classWeights(
    parts.train.map(({ label }) => label),
    classes.length,
    weighting,
  );
  const labels = new Map(
    parts.train.flatMap(({ document, label }) => (document === null ? [] : [[document, label]])),
  );
  const predicted = new Map(moods);
  const shares = classes.map(
    (_, label) => parts.train.filter((item) => item.label === label).length / parts.train.length,
  );
  /** Mean over the window; labels of the training part, which are known, and predictions for all other texts. */
  const history = (window: readonly number[]): Float64Array => {
    const mean = new Float64Array(classes.length);
    for (const id of window) {
      const label = labels.get(id);
      const mood = predicted.get(id);
      for (let c = 0; c < mean.length; c++) {
        const share = label === undefined ? (mood?.[c] ?? shares[c]!) : Number(label === c);
        mean[c]! += (share - shares[c]!) / window.length;
      }
    }
    return mean;
  };
  const featuresOf = (part: 'valid' | 'test') => ({
    scores: logits[part],
    histories: windows[part].map(history),
    there: windows[part].map(({ length }) => Number(length > 0)),
  });
  const [valid, test] = [featuresOf('valid'), featuresOf('test')];
  const truth = parts.valid.map(({ label }) => label);
  const start = Float64Array.from({ length: 2 + classes.length }, (_, at) => Number(at === 0));
  const weights = await lbfgs(
    (point, gradient) => lossOf(point, gradient, valid, { truth, counts }, start),
    start,
    {
      tolerance: 1e-6 * truth.length,
      maxIterations: 200,
      signal,
    },
  );
  return { valid: probabilitiesOf(weights, valid), test: probabilitiesOf(weights, test) };
}

interface Features {
  scores: readonly (readonly number[])[];
  histories: readonly Float64Array[];
  /** 1 for a text with a window. */
  there: readonly number[];
}

function rowOf(weights: Float64Array, { scores, histories, there }: Features, text: number): Float32Array {
  const [a, b] = [weights[0]!, weights[1]!];
  return Float32Array.from(
    scores[text]!,
    (score, c) => a * score + there[text]! * (b * histories[text]![c]! + weights[2 + c]!),
  );
}

function probabilitiesOf(weights: Float64Array, features: Features): Float32Array[] {
  return features.scores.map((_, text) => softmax(rowOf(weights, features, text)));
}

function lossOf(
  weights: Float64Array,
  gradient: Float64Array,
  features: Features,
  { truth, counts }: { truth: readonly number[]; counts: Float32Array },
  start: Float64Array,
): number {
  let loss = 0;
  for (let at = 0; at < weights.length; at++) {
    const apart = weights[at]! - start[at]!;
    loss += (penalty / 2) * apart ** 2;
    gradient[at] = penalty * apart;
  }
  for (const [text, label] of truth.entries()) {
    const errors = softmax(rowOf(weights, features, text));
    const count = counts[label]!;
    loss -= count * Math.log(Math.max(errors[label]!, 1e-12));
    errors[label]! -= 1;
    for (let c = 0; c < errors.length; c++) errors[c]! *= count;
    for (let c = 0; c < errors.length; c++) {
      gradient[0]! += errors[c]! * features.scores[text]![c]!;
      if (features.there[text] === 0) continue;
      gradient[1]! += errors[c]! * features.histories[text]![c]!;
      gradient[2 + c]! += errors[c]!;
    }
  }
  return loss;
}
