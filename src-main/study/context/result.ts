/** What a study of context says, as `--json` and its files have it. */
import { z } from 'zod';
import { contextScopes } from '../../context/scopes.ts';
import { splitReportSchema } from '../../results/scores.ts';
import { pairedMetrics } from '../statistics/paired.ts';

const spread = z.object({ mean: z.number(), sd: z.number().nullable() });
const shares = z.object({ train: z.number(), valid: z.number(), test: z.number() });
const counts = z.object({ train: z.int(), valid: z.int(), test: z.int() });

const armSummarySchema = z.object({
  arm: z.string(),
  scope: z.enum(contextScopes).nullable(),
  n: z.int().nullable(),
  /** The greatest age of a text in the window, ms; missing: as the settings say. */
  age: z.number().optional(),
  encoder: z.string().nullable(),
  /** On the test part: mean and sample standard deviation over the seeds. */
  accuracy: spread,
  macroF1: spread,
  /** On the test texts that are like none of training and validation; missing: there are none, or they were not looked for. */
  novel: z.object({ accuracy: spread, macroF1: spread }).optional(),
  /** Nats; null: it has no probabilities. */
  logLoss: spread.nullable(),
  /** Expected calibration error. */
  ece: spread.nullable(),
  /** Unlike seeds, what another test part of this size would give: the standard error of the accuracy, by clusters. */
  standardError: z.number(),
  role: z.enum(['reference', 'context', 'control', 'placebo', 'leak', 'floor']),
  title: z.string(),
  seeds: z.int(),
  /** Seeds in which the text alone was better in validation, so that no context is read; null: that cannot be. */
  withoutContext: z.int().nullable(),
  parameters: z.int().nullable(),
  /** Settings that were tried on the validation part. */
  tried: z.int(),
  /** Share of the texts of each part that have a window. */
  withWindow: shares,
  /** Texts whose window shows something that came later than they may know. */
  later: counts,
  /** By confidence, over all seeds; null: it has no probabilities. */
  reliability: z
    .array(
      z.object({
        from: z.number(),
        to: z.number(),
        texts: z.int(),
        confidence: z.number().nullable(),
        accuracy: z.number().nullable(),
      }),
    )
    .nullable(),
});
export type ArmSummary = z.infer<typeof armSummarySchema>;

const comparisonSchema = z.object({
  /** Arms by their keys, such as `cross company 8 words`; the difference is that of `a` less that of `b`. */
  a: z.string(),
  b: z.string(),
  metric: z.enum(pairedMetrics),
  difference: z.number(),
  /** 95 %, not corrected. */
  low: z.number(),
  high: z.number(),
  p: z.number(),
  /** Corrected by Holm over all comparisons of the study. */
  pHolm: z.number(),
});
export type Comparison = z.infer<typeof comparisonSchema>;

const ageEffectSchema = z.object({
  /** By its key, as in a comparison. */
  arm: z.string(),
  /** How old the newest text of the window is, ms: from, and below what; null: there is no window, or no limit. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  /** Test texts. */
  texts: z.int(),
  /** In accuracy, from the text alone, with its 95 % interval. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
});
export type AgeEffect = z.infer<typeof ageEffectSchema>;

export const studyResultSchema = z.object({
  study: z.string(),
  /** Its report, tables and predictions. */
  folder: z.string(),
  arms: z.array(armSummarySchema),
  comparisons: z.array(comparisonSchema),
  /** What context adds by the age of what is newest in the window; missing: it was not looked at. */
  ages: z.array(ageEffectSchema).optional(),
  /** The smallest difference in accuracy that the test part could show at best, known before training; null: none. */
  detectable: z.number().nullable(),
  sentence: z.string(),
  warnings: z.array(z.string()),
  /** What `detectable` assumes: a level, a power, and the share of texts that exactly one of two arms gets right. */
  assumed: z.object({
    level: z.number(),
    power: z.number(),
    discordant: z.number(),
    /** The same difference if the errors of a cluster are as alike as its labels; null: none. */
    ifAlike: z.number().nullable(),
    /** How alike its labels are: 0 to 1. */
    correlation: z.number(),
    /** Independent texts that those of the test part are worth then. */
    effectiveTexts: z.number(),
  }),
  data: z.object({
    scheme: z.string(),
    classes: z.array(z.string()),
    split: splitReportSchema,
    /** Test texts like none of training and validation, with a word similarity (Jaccard) below this; missing: not looked for. */
    novel: z.object({ texts: z.int(), similarity: z.number() }).optional(),
    /** Clusters of the test part: tickers by day. */
    clusters: z.int(),
    /** Share of the texts of which only the day is known. */
    onlyDay: z.number(),
    fingerprint: z.string(),
  }),
  seeds: z.array(z.int()),
  /** How many models have been scored on this test part in this workspace, those of this study included. */
  looks: z.int(),
  /** How many of them are of this study; in results of earlier versions, which counted studies, itself. */
  ownLooks: z.int().default(1),
  checklist: z.array(z.object({ item: z.string(), met: z.boolean(), how: z.string() })),
  /** Trainings that were asked for and not made, since the time was up. */
  left: z.int(),
  seconds: z.number(),
});
export type StudyResult = z.infer<typeof studyResultSchema>;
