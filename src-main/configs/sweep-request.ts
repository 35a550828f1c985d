import { z } from 'zod';
import { classifierConfigSchema } from './classifiers.ts';

/** What a sweep can be. */
export const sweepLimits = {
  /** The most combinations of the values that are given. */
  combinations: 1000,
  /** Trainings of the configuration that is chosen. */
  seeds: { least: 1, most: 100 },
} as const;

/**
 * Settings that say which texts are validated, which would then be other ones in each trial, those that a sweep has a place
 * of its own for, and the ensemble, which is made after the validation that trials are chosen by.
 */
const notSwept: ReadonlySet<string> = new Set([
  'symbols',
  'scheme',
  'trainFile',
  'testFile',
  'split',
  'embargo',
  'daysTogether',
  'nearCopies',
  'testShare',
  'validShare',
  'tested',
  'ensemble',
  'seed',
  'device',
]);

/** Whether trials can differ in a setting and yet be chosen by the same texts. */
export function canBeSwept(path: string): boolean {
  return !notSwept.has(path);
}

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type SweptValue = z.infer<typeof valueSchema>;

export interface SweptSetting {
  setting: string;
  values: SweptValue[];
}

/** What a sweep over settings is asked to try. */
export const sweepRequestSchema = z.object({
  settings: z.array(z.object({ setting: z.string().min(1), values: z.array(valueSchema).min(1) })).min(1),
  /** One for each combination of the values, in the order of `combinationsOf`. */
  configs: z.array(classifierConfigSchema).min(1).max(sweepLimits.combinations),
  /** How many combinations are tried, drawn by chance where there are more; null: all. */
  trials: z.int().min(1).nullable().default(null),
  /** Minutes after which no trial begins; null: until all are done. */
  budget: z.number().positive().nullable().default(null),
  /** Trainings of the configuration that is chosen, each tested. */
  seeds: z.int().min(sweepLimits.seeds.least).max(sweepLimits.seeds.most).default(1),
});
export type SweepRequest = z.infer<typeof sweepRequestSchema>;
