/** What the results of all recipes have in common. A kind of result has a schema, a version and its measures. */
import { z } from 'zod';

/** A phase of training with its duration. */
export interface Phase {
  /** The name of the phase: `reading data`, `training`, `testing`, `n-grams`, `baselines: logistic regression`, ... */
  name: string;
  seconds: number;
}

/** The fields of every result. */
export interface CommonResult {
  /** By which schema it is read. */
  kind: string;
  version: number;
  run: number;
  recipe: string;
  device: string;
  /** From start to end, including baselines and test. */
  seconds: number;
  /** The phases of that time; missing in earlier runs. */
  phases?: Phase[] | undefined;
  parameters: number;
  epochs: number;
}

export const commonFields = {
  run: z.int(),
  recipe: z.string(),
  device: z.string(),
  seconds: z.number(),
  phases: z.array(z.object({ name: z.string(), seconds: z.number() })).optional(),
  parameters: z.int(),
  epochs: z.int(),
};

/** One number that a run was measured by. */
export interface Measure {
  /** Unique within a result: `accuracy`, `F1 of positive`, `majority, accuracy`. */
  name: string;
  /** The class that it is of, as it is stored; absent: it is of all. */
  ofClass?: string;
  /** A few letters for a narrow column. */
  short: string;
  kind: 'count' | 'score' | 'loss';
  /** Whose it is: the run's model, its ensemble with n-grams, or a simple model on the same test part. */
  of: 'model' | 'ensemble' | 'baseline';
  value: number;
  /** Whether it stands for the run where there is room for few numbers. Only measures of the model do. */
  headline: boolean;
}

/** A kind of result: how it is stored, and by which numbers it is listed and compared. */
export interface ResultKind<R extends CommonResult = CommonResult> {
  kind: R['kind'];
  schema: z.ZodType<R>;
  /** In the order in which they are shown. */
  measures(result: R): Measure[];
}

/** A measure of the model itself, unless the options say otherwise. */
export function measure(name: string, value: number, options: Partial<Measure> = {}): Measure {
  return { name, value, short: name, kind: 'score', of: 'model', headline: false, ...options };
}

/** A result as a recipe gives it: the time is measured by what started it. */
export type Untimed<R> = R extends unknown ? Omit<R, 'seconds' | 'phases'> : never;
