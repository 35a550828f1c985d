/** Scores of predictions, by scikit-learn's conventions: a ratio whose denominator is zero is 0. */
import type { ClassScore, Scores } from '../results/scores.ts';

/** Means of the scores per class: `macro` counts every class once, `weighted` by its support. */
export interface Averages {
  precision: number;
  recall: number;
  f1: number;
}

/**
 * Compares predictions with the truth.
 * @param truth class indices into `classes`, (N)
 * @param predicted class indices, (N)
 * @throws RangeError when the lengths differ or an index is no class.
 */
export function scores(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: readonly string[],
): Scores {
  const confusion = confusionMatrix(truth, predicted, classes.length);
  const perClass = classScores(confusion).map(({ precision, recall, f1, support }, at): ClassScore => ({
    value: classes[at]!,
    precision,
    recall,
    f1,
    support,
  }));
  return {
    n: truth.length,
    accuracy: ratio(sum(confusion.map((row, at) => row[at]!)), truth.length),
    macroF1: averages(confusion, 'macro').f1,
    weightedF1: averages(confusion, 'weighted').f1,
    classes: [...classes],
    perClass,
    confusion,
  };
}

/** Counts (C, C): row = truth, column = predicted. */
export function confusionMatrix(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): number[][] {
  if (truth.length !== predicted.length)
    throw new RangeError(`${predicted.length} predictions for ${truth.length} truths.`);
  const counts = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0));
  for (let at = 0; at < truth.length; at++) {
    const row = counts[truth[at]!];
    if (row?.[predicted[at]!] === undefined)
      throw new RangeError(`Class ${truth[at]} or ${predicted[at]} of item ${at} is not below ${classes}.`);
    row[predicted[at]!]! += 1;
  }
  return counts;
}

/**
 * Means of precision, recall and F1 over the classes. As in scikit-learn, a class that occurs neither in the truth nor
 * among the predictions has no part in them.
 * @param confusion counts (C, C): row = truth, column = predicted
 */
export function averages(confusion: readonly (readonly number[])[], by: 'macro' | 'weighted'): Averages {
  const perClass = classScores(confusion);
  const weights = perClass.map(({ support, claimed }) =>
    by === 'weighted' ? support : Number(support + claimed > 0),
  );
  const mean = (values: readonly number[]): number =>
    ratio(sum(values.map((value, at) => value * weights[at]!)), sum(weights));
  return {
    precision: mean(perClass.map((score) => score.precision)),
    recall: mean(perClass.map((score) => score.recall)),
    f1: mean(perClass.map((score) => score.f1)),
  };
}

/**
 * Cohen's kappa: agreement beyond that of two who label by chance, each with their own shares of the classes; 1 is full
 * agreement, 0 that of chance. As in scikit-learn, it is NaN where chance alone agrees fully.
 * @param confusion counts (C, C)
 * @see Cohen (1960), A coefficient of agreement for nominal scales
 */
export function kappa(confusion: readonly (readonly number[])[]): number {
  const rows = confusion.map(sum);
  const columns = confusion.map((_, at) => sum(confusion.map((row) => row[at]!)));
  const n = sum(rows);
  const observed = sum(confusion.map((row, at) => row[at]!)) / n;
  const byChance = sum(rows.map((row, at) => row * columns[at]!)) / n ** 2;
  return (observed - byChance) / (1 - byChance);
}

function classScores(confusion: readonly (readonly number[])[]) {
  return confusion.map((row, at) => {
    const hits = row[at]!;
    const support = sum(row);
    const claimed = sum(confusion.map((each) => each[at]!));
    return {
      precision: ratio(hits, claimed),
      recall: ratio(hits, support),
      f1: ratio(2 * hits, claimed + support),
      support,
      claimed,
    };
  });
}

/** Matthews' correlation coefficient for any number of classes (Gorodkin 2004), from -1 to 1; 0 where it is undefined. */
export function matthews(confusion: readonly (readonly number[])[]): number {
  const truths = confusion.map(sum);
  const claims = confusion.map((_, at) => sum(confusion.map((row) => row[at]!)));
  const n = sum(truths);
  const hits = sum(confusion.map((row, at) => row[at]!));
  const dot = (a: readonly number[], b: readonly number[]): number => sum(a.map((x, at) => x * b[at]!));
  return ratio(
    hits * n - dot(truths, claims),
    Math.sqrt((n * n - dot(claims, claims)) * (n * n - dot(truths, truths))),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
