import { NgramColumns } from './columns.ts';
import { fitLinear } from './linear.ts';
import { fitNaiveBayesRows } from './naive-bayes.ts';
import { type Opinions, poolWeights } from './stacking.ts';
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

/** How much model, linear classifier and naive Bayes count where nothing speaks for others; the last is overconfident. */
const startWeights = [0.5, 0.5, 0] as const;

/** @throws the signal's reason when it is aborted */
export async function fitNgrams(
  items: readonly NgramText[],
  classes: number,
  options: { seed: number; signal: AbortSignal },
): Promise<NgramExperts> {
  const texts = items.map(({ text }) => text);
  const labels = items.map(({ label }) => label);
  const columns = NgramColumns.fit(texts);
  const rows = columns.rows(texts);
  return {
    columns,
    linear: await fitLinear(rows, labels, classes, options),
    naiveBayes: fitNaiveBayesRows(rows, labels, classes),
  };
}

/** How much each counts beside a model: model, linear classifier, naive Bayes. */
export function weightsBeside(
  modelScores: Opinions,
  { columns, linear, naiveBayes }: NgramExperts,
  valid: readonly NgramText[],
): number[] {
  const rows = columns.rows(valid.map(({ text }) => text));
  const labels = valid.map(({ label }) => label);
  return poolWeights(
    [modelScores, scoreRows(rows, linear), scoreRows(rows, naiveBayes)],
    labels,
    startWeights,
  );
}

/** Both readings as one, with the weights that `weightsBeside` found. */
export function partOf({ columns, linear, naiveBayes }: NgramExperts, weights: readonly number[]): NgramPart {
  const [modelShare, ofLinear, ofBayes] = weights as [number, number, number];
  const mixed = (name: keyof LinearScores) =>
    Float32Array.from(linear[name], (value, at) => ofLinear * value + ofBayes * naiveBayes[name][at]!);
  return new NgramPart(columns, { weights: mixed('weights'), bias: mixed('bias') }, Math.fround(modelShare));
}
