/** Results of runs whose model was published: how far it agrees with labels that nobody here trained it on. */
import { z } from 'zod';
import { commonFields, type CommonResult, measure, type ResultKind } from './result-kind.ts';
import { classMeasures, overallMeasures, type Scores, scoresSchema } from './scores.ts';

/** A class of a published model. */
export interface PublishedClass {
  /** What its publisher calls it. */
  published: string;
  /** What it is called in the label scheme. */
  name: string;
}

/** How far a published model agrees with the labels of a scheme. */
export interface AgreementResult extends CommonResult {
  kind: 'agreement';
  version: 1;
  scheme: string;
  /** In the order of its outputs. */
  classes: PublishedClass[];
  /** Labelled texts of the scheme, near-duplicates counted once. */
  labels: number;
  /** Of these, labels that are none of the classes; they are not compared. */
  otherLabels: { value: string; count: number }[];
  /** Over the texts that were compared; null: there are none, so the agreement is not known. */
  scores: Scores | null;
  /** Cohen's kappa; null: not defined. */
  kappa: number | null;
}

export const publishedAgreement: ResultKind<AgreementResult> = {
  kind: 'agreement',
  schema: z.object({
    kind: z.literal('agreement'),
    version: z.literal(1),
    ...commonFields,
    scheme: z.string(),
    classes: z.array(z.object({ published: z.string(), name: z.string() })),
    labels: z.int(),
    otherLabels: z.array(z.object({ value: z.string(), count: z.int() })),
    scores: scoresSchema.nullable(),
    kappa: z.number().nullable(),
  }),
  measures: ({ scores, kappa }) => [
    measure('texts compared', scores?.n ?? 0, { kind: 'count', short: 'n' }),
    ...(scores === null ? [] : overallMeasures(scores)),
    ...(kappa === null ? [] : [measure("Cohen's kappa", kappa)]),
    ...(scores === null ? [] : classMeasures(scores)),
  ],
};
