/** Results of runs that were not tested: they are chosen by, and say nothing of the test part. */
import { z } from 'zod';
import { type ContextStages, contextStagesSchema } from './context-stages.ts';
import { commonFields, type CommonResult, measure, type ResultKind } from './result-kind.ts';
import { type Scores, scoresSchema, type SplitReport, splitReportSchema } from './scores.ts';

/** What a run reached on its validation part. It has no score of its test part, and its baselines were not trained. */
export interface TrialResult extends CommonResult {
  kind: 'trial';
  version: 1;
  split: SplitReport;
  /** Of the best copy, which is the one that was chosen by these texts. */
  valid: Scores;
  /** Missing: it has no residual context model. */
  stages?: ContextStages | undefined;
}

export const trialScores: ResultKind<TrialResult> = {
  kind: 'trial',
  schema: z.object({
    ...commonFields,
    kind: z.literal('trial'),
    version: z.literal(1),
    split: splitReportSchema,
    valid: scoresSchema,
    stages: contextStagesSchema.optional(),
  }),
  measures: ({ valid }) => [
    measure('texts validated', valid.n, { kind: 'count', short: 'valid n' }),
    measure('validation accuracy', valid.accuracy, { short: 'valid accuracy', headline: true }),
    measure('validation macro F1', valid.macroF1, { short: 'valid F1', headline: true }),
  ],
};
