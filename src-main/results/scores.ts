/** Scores of classes on one part of the data, and the measures made of them. */
import { z } from 'zod';
import { type LabelFacts, labelFactsSchema } from './label-facts.ts';
import { type NearCopies, nearCopiesSchema } from './near-copies.ts';
import { type Embargo, embargoSchema, type WindowFacts, windowFactsSchema } from './window-facts.ts';
import { type Measure, measure } from './result-kind.ts';

export interface ClassScore {
  value: string;
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

/** Scores on one part of the data. `confusion[i][j]`: truth `classes[i]`, predicted `classes[j]`. */
export interface Scores {
  n: number;
  accuracy: number;
  macroF1: number;
  weightedF1: number;
  classes: string[];
  perClass: ClassScore[];
  confusion: number[][];
}

export const classScoreSchema: z.ZodType<ClassScore> = z.object({
  value: z.string(),
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  support: z.number(),
});

export const scoresSchema: z.ZodType<Scores> = z.object({
  n: z.number(),
  accuracy: z.number(),
  macroF1: z.number(),
  weightedF1: z.number(),
  classes: z.array(z.string()),
  perClass: z.array(classScoreSchema),
  confusion: z.array(z.array(z.number())),
});

/** How labelled examples were split, and what was left out to prevent leaks. */
export interface SplitReport {
  train: number;
  valid: number;
  test: number;
  /** Documents left out because a near-duplicate or a near copy is in another part. */
  leftOut: number;
  trainUntil: number | null;
  testFrom: number | null;
  by: 'time' | 'file' | 'chance' | 'ticker';
  /** Missing: near copies were not looked for. */
  nearCopies?: NearCopies | undefined;
  /** Missing: there is none. */
  embargo?: Embargo | undefined;
  /** Missing: people gave all labels. */
  labels?: LabelFacts | undefined;
  /** Missing: no windows are read, or an earlier version trained the run. */
  windows?: WindowFacts | undefined;
  /**
   * Test texts whose near-duplicate the word vectors were trained on, without labels; null: no longer known; missing: the run does not start from word vectors.
   */
  vectorsSawTest?: number | null | undefined;
  /**
   * The same of a checkpoint that was trained further on texts of one's own; missing: the run reads texts with none.
   */
  checkpointSawTest?: number | null | undefined;
}

export const splitReportSchema: z.ZodType<SplitReport> = z.object({
  train: z.number(),
  valid: z.number(),
  test: z.number(),
  leftOut: z.number(),
  trainUntil: z.number().nullable(),
  testFrom: z.number().nullable(),
  by: z.enum(['time', 'file', 'chance', 'ticker']),
  nearCopies: nearCopiesSchema.optional(),
  embargo: embargoSchema.optional(),
  labels: labelFactsSchema.optional(),
  windows: windowFactsSchema.optional(),
  vectorsSawTest: z.number().nullable().optional(),
  checkpointSawTest: z.number().nullable().optional(),
});

/** What is said of a run whose words or checkpoint had been trained on texts without labels; null: nothing. */
export function sawTestInWords({
  vectorsSawTest,
  checkpointSawTest,
}: Pick<SplitReport, 'vectorsSawTest' | 'checkpointSawTest'>): string | null {
  const of = (what: string, were: string, tested: number | null) =>
    tested === null
      ? `it is not known whether ${what} ${were} trained on any of the test texts`
      : `${what} ${were} trained on ${tested === 0 ? 'none' : tested} of the test texts, without labels`;
  if (checkpointSawTest !== undefined) return of('the checkpoint', 'was', checkpointSawTest);
  if (vectorsSawTest !== undefined) return of('the word vectors', 'were', vectorsSawTest);
  return null;
}

/** Accuracy, macro and weighted F1; the first two stand for a run. */
export function overallMeasures(
  { accuracy, macroF1, weightedF1 }: Scores,
  { of = 'model', prefix = '' }: { of?: Measure['of']; prefix?: string } = {},
): Measure[] {
  const headline = of === 'model';
  return [
    measure(`${prefix}accuracy`, accuracy, { of, headline, ...(of === 'ensemble' && { short: 'ensemble' }) }),
    measure(`${prefix}macro F1`, macroF1, { of, headline, short: `${prefix}F1` }),
    ...(prefix === '' ? [measure('weighted F1', weightedF1, { of })] : []),
  ];
}

/** Accuracy and macro F1 of every baseline. */
export function baselineMeasures(
  baselines: Readonly<Record<string, Scores>>,
  nameOf: (key: string) => string,
): Measure[] {
  return Object.entries(baselines).flatMap(([key, scores]) =>
    overallMeasures(scores, { of: 'baseline', prefix: `${nameOf(key)}, ` }),
  );
}

export function classMeasures({ perClass }: Scores): Measure[] {
  return perClass.map(({ value, f1 }) => measure(`F1 of ${value}`, f1, { ofClass: value }));
}
