/** What came of a sweep over settings. */
import { z } from 'zod';
import { recipes } from '../configs/all.ts';

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One combination that was tried. */
export const trialSchema = z.object({
  /** null: it was refused before its first step. */
  run: z.int().nullable(),
  /** The values that it differs in. */
  settings: z.record(z.string(), valueSchema),
  state: z.enum(['running', 'done', 'failed', 'cancelled', 'refused']),
  /** On the validation part; null: it did not end. */
  valid: z.object({ n: z.int(), accuracy: z.number(), macroF1: z.number() }).nullable(),
  epochs: z.int().nullable(),
  seconds: z.number().nullable(),
  /** Why it has no score. */
  problem: z.string().nullable(),
});
export type Trial = z.infer<typeof trialSchema>;

/** The trials of a sweep, as far as they are runs. */
export interface SweepTrials {
  /** Its first run. */
  sweep: number;
  recipe: (typeof recipes)[number];
  trials: Trial[];
  /** The trial that is best so far; null: none is done. */
  chosen: number | null;
  /** Runs with the settings of the chosen trial that were tested. */
  tested: number[];
}

const spreadSchema = z.object({ mean: z.number(), deviation: z.number().nullable() });

export const sweepResultSchema = z.object({
  /** The first of its runs. */
  sweep: z.int(),
  recipe: z.enum(recipes),
  /** `grid`: every combination; `random`: some, drawn with the seed. */
  by: z.enum(['grid', 'random']),
  combinations: z.int(),
  seed: z.int(),
  trials: z.array(trialSchema),
  /** Trials that were not begun since the budget was spent. */
  leftOut: z.int(),
  chosen: trialSchema,
  /** The chosen settings, trained and tested: a run a seed. */
  tested: z.object({
    runs: z.array(z.int()),
    n: z.int(),
    accuracy: spreadSchema,
    macroF1: spreadSchema,
  }),
});
export type SweepResult = z.infer<typeof sweepResultSchema>;

/** `learningRate=0.003, dropout=0.1`. */
export function settingsInWords(settings: Trial['settings']): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(', ');
}

/** The trial of the highest macro F1 on the validation part, of equal ones that of the higher accuracy, then the first. */
export function bestTrial<T extends Pick<Trial, 'valid'>>(trials: readonly T[]): T | null {
  const better = (a: NonNullable<Trial['valid']>, b: NonNullable<Trial['valid']>) =>
    a.macroF1 - b.macroF1 || a.accuracy - b.accuracy;
  return trials.reduce<T | null>(
    (best, one) =>
      one.valid !== null && (best?.valid == null || better(one.valid, best.valid) > 0) ? one : best,
    null,
  );
}
