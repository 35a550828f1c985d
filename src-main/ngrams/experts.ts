import { NgramColumns } from './columns.ts';
import { fitLinear } from './linear.ts';
import { fitNaiveBayesRows } from './naive-bayes.ts';
import type { StackWeights } from './stack-weights.ts';
import type { Opinions } from './stacking.ts';
import { NgramPart } from './part.ts';
import { type LinearScores, scoreRows } from './sparse-rows.ts';

export interface NgramText {
  text: string;
  /** Index of the class. */
  label: number;
}

/** Two linear readings of the same n-grams, which err differently. */
export interface NgramExperts {
  columns: NgramColumns;
  /** By stochastic gradient descent. */
  linear: LinearScores;
  naiveBayes: LinearScores;
}

/**
 * @param classWeights how much the errors of each class count (C), as in the training of a model; null: all alike
 * @throws the signal's reason when it is aborted
 */
export async function fitNgrams(
  items: readonly NgramText[],
  classes: number,
  { classWeights, ...options }: { classWeights: Float32Array | null; seed: number; signal: AbortSignal },
): Promise<NgramExperts> {
  const texts = items.map(({ text }) => text);
  const labels = items.map(({ label }) => label);
  const columns = NgramColumns.fit(texts);
  const rows = columns.rows(texts);
  return {
    columns,
    linear: reweighted(await fitLinear(rows, labels, classes, options), classWeights),
    naiveBayes: reweighted(fitNaiveBayesRows(rows, labels, classes), classWeights),
  };
}

/**
 * Probabilities of classes under which errors of class k count w(k) times are in proportion to w(k) p(k): ln w(k) more in
 * the scores ("logit adjustment", Menon et al., 2021). Weighted steps of gradient descent aim at the same, but those of
 * rare classes would be too long.
 */
function reweighted({ weights, bias }: LinearScores, classWeights: Float32Array | null): LinearScores {
  if (!classWeights) return { weights, bias };
  return { weights, bias: bias.map((score, k) => score + Math.log(classWeights[k]!)) };
}

/** What both say of texts: (N, C) scores each. */
export function opinionsOf(
  { columns, linear, naiveBayes }: NgramExperts,
  texts: readonly string[],
): [linear: Opinions, naiveBayes: Opinions] {
  const rows = columns.rows(texts);
  return [scoreRows(rows, linear), scoreRows(rows, naiveBayes)];
}

/** Both readings as one, each with its weight. */
export function partOf({ columns, linear, naiveBayes }: NgramExperts, weights: StackWeights): NgramPart {
  const mixed = (name: keyof LinearScores) =>
    Float32Array.from(
      linear[name],
      (value, at) => weights.linear * value + weights.naiveBayes * naiveBayes[name][at]!,
    );
  return new NgramPart(
    columns,
    { weights: mixed('weights'), bias: mixed('bias') },
    Math.fround(weights.model),
  );
}
