/** Results of recipes that name a class: of texts (`scores`), or of days (`moves`). */
import { z } from 'zod';
import { baselineName } from './baseline-names.ts';
import { type ContextStages, contextStagesSchema } from './context-stages.ts';
import { commonFields, type CommonResult, type Measure, measure, type ResultKind } from './result-kind.ts';
import { type NovelScores, novelScoresSchema } from './novel.ts';
import {
  baselineMeasures,
  classMeasures,
  overallMeasures,
  type Scores,
  scoresSchema,
  type SplitReport,
  splitReportSchema,
} from './scores.ts';
import { type VectorCoverage, vectorCoverageSchema } from './vector-coverage.ts';

interface ClassifiedResult extends CommonResult {
  split: SplitReport;
  /** Of the model; null: an earlier version kept only the ensemble's. */
  valid: Scores | null;
  /** Of the model alone, whether it was stacked or not. */
  test: Scores;
  /** On the same test part, by their keys. */
  baselines: Record<string, Scores>;
}

/** The model stacked with classifiers of n-grams. */
export interface EnsembleScores {
  valid: Scores;
  test: Scores;
  /** Of each part's scores, chosen on texts that they had not learned. */
  weights: { model: number; linear: number; naiveBayes: number };
}

/** How well a model names the classes of texts. */
export interface ScoresResult extends ClassifiedResult {
  kind: 'scores';
  version: 1;
  /** Missing: the run trained none. */
  ensemble?: EnsembleScores | undefined;
  /** Missing: its words started from random vectors, or an earlier version trained it. */
  vectors?: VectorCoverage | undefined;
  /** Missing: an earlier version trained it. */
  novel?: NovelScores | undefined;
  /** Missing: it has no residual context model. */
  stages?: ContextStages | undefined;
}

/** How well a model names the next move of a price. */
export interface MovesResult extends ClassifiedResult {
  kind: 'moves';
  version: 1;
}

const classifiedFields = {
  ...commonFields,
  version: z.literal(1),
  split: splitReportSchema,
  valid: scoresSchema.nullable(),
  test: scoresSchema,
  baselines: z.record(z.string(), scoresSchema),
};

export const textScores: ResultKind<ScoresResult> = {
  kind: 'scores',
  schema: z.object({
    kind: z.literal('scores'),
    ...classifiedFields,
    vectors: vectorCoverageSchema.optional(),
    novel: novelScoresSchema.optional(),
    ensemble: z
      .object({
        valid: scoresSchema,
        test: scoresSchema,
        weights: z.object({ model: z.number(), linear: z.number(), naiveBayes: z.number() }),
      })
      .optional(),
    stages: contextStagesSchema.optional(),
  }),
  measures: ({ test, ensemble, baselines, novel }) => [
    measure('texts tested', test.n, { kind: 'count', short: 'n' }),
    ...overallMeasures(test),
    ...classMeasures(test),
    ...(novel ? novelMeasures(novel) : []),
    ...(ensemble ? overallMeasures(ensemble.test, { of: 'ensemble', prefix: 'ensemble, ' }) : []),
    ...baselineMeasures(baselines, baselineName),
  ],
};

/** Of the model, where any text is novel. */
function novelMeasures({ n, scores }: NovelScores): Measure[] {
  const { model } = scores;
  return [
    measure('novel texts tested', n, { kind: 'count', short: 'novel n' }),
    ...(model
      ? [
          measure('accuracy on novel texts', model.accuracy, { short: 'novel accuracy' }),
          measure('macro F1 on novel texts', model.macroF1, { short: 'novel F1' }),
        ]
      : []),
  ];
}

export const moveScores: ResultKind<MovesResult> = {
  kind: 'moves',
  schema: z.object({ kind: z.literal('moves'), ...classifiedFields }),
  measures: ({ test, baselines }) => [
    measure('days tested', test.n, { kind: 'count', short: 'n' }),
    ...overallMeasures(test),
    ...classMeasures(test),
    ...baselineMeasures(baselines, baselineName),
  ],
};

/**
 * Whether the stored predictions of single texts are those of the run's ensemble: 0.1.0 kept no others, as it kept no
 * scores of the model on the validation part.
 */
export function keepsEnsemble({ valid, ensemble }: ScoresResult): boolean {
  return ensemble !== undefined && valid === null;
}

/** The same on those texts that are novel; null: there are none, or it is not known which. */
export function testedOnNovel(
  result: ScoresResult | MovesResult,
  name: string,
): Readonly<Record<string, Scores>> | null {
  if (result.kind !== 'scores' || !result.novel || result.novel.n === 0) return null;
  const names: Record<string, string> = { model: name, ensemble: ensembleName };
  return Object.fromEntries(
    Object.entries(result.novel.scores).map(([key, scores]) => [names[key] ?? baselineName(key), scores]),
  );
}

const ensembleName = 'ensemble with n-grams';

/** What was scored on the test part of a run, by what each is called: the model first, then ensemble and baselines. */
export function testedModels(
  result: ScoresResult | MovesResult,
  name: string,
): [name: string, scores: Scores][] {
  const ensemble = result.kind === 'scores' ? result.ensemble : undefined;
  return [
    [name, result.test],
    ...(ensemble ? [[ensembleName, ensemble.test] as [string, Scores]] : []),
    ...Object.entries(result.baselines).map(([key, scores]): [string, Scores] => [baselineName(key), scores]),
  ];
}
