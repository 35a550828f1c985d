/** What the explanations of one text result in, beside its prediction and its attention. */
import { z } from 'zod';

/**
 * What the model says without parts of what it read: the log-odds of one class, ln(p / (1 - p)), which still move where
 * a probability is nearly 1. Of a run whose model is joined with n-grams they are the model's own.
 */
export const influenceSchema = z.object({
  /** The class that is followed, an index of the run's classes. */
  target: z.int(),
  /** Its log-odds with all that was read. */
  whole: z.number(),
  /** The same without any context. */
  withoutContext: z.number(),
  /** The log-odds without each context text, oldest first; the others move up, as in a shorter window. */
  withoutText: z.array(z.number()),
  /** The log-odds without each token of the text itself; null: it is a special token of the checkpoint. */
  withoutToken: z.array(z.number().nullable()),
  /** The log-odds without each token of one context text; null: none was asked for. */
  contextText: z
    .object({ document: z.int(), tokens: z.array(z.string()), withoutToken: z.array(z.number().nullable()) })
    .nullable(),
});
export type Influence = z.infer<typeof influenceSchema>;

/** One number a token: of the text, and of each context text, oldest first. */
export const tokenSharesSchema = z.object({
  text: z.array(z.number()),
  items: z.array(z.array(z.number())),
});
export type TokenShares = z.infer<typeof tokenSharesSchema>;

/** Attribution of a class's log-odds to the vectors of all tokens that were read. */
export const gradientsSchema = z.object({
  target: z.int(),
  /** f(x), the log-odds. */
  whole: z.number(),
  /** f(baseline): all token vectors are zero. */
  baseline: z.number(),
  /** The gradient at the text times its token vectors. */
  gradientTimesInput: tokenSharesSchema,
  /** Integrated gradients from the baseline to the text. */
  integrated: tokenSharesSchema,
  /** The sum of the integrated gradients less f(x) - f(baseline), which it should equal. */
  gap: z.number(),
  /** The tokens of each context text, oldest first, also where the model attends to whole texts. */
  tokens: z.array(z.array(z.string())),
  /** Points of the path at which gradients were taken. */
  steps: z.int(),
});
export type Gradients = z.infer<typeof gradientsSchema>;

/** The prediction in windows of other lengths and ends. */
export const windowCurvesSchema = z.object({
  classes: z.array(z.string()),
  /** With the most recent 0, 1, ... n texts. */
  grown: z.array(z.object({ texts: z.int(), probabilities: z.array(z.number()) })),
  /** With a window that ends so many texts earlier. */
  slid: z.array(z.object({ skipped: z.int(), texts: z.int(), probabilities: z.array(z.number()) })),
});
export type WindowCurves = z.infer<typeof windowCurvesSchema>;
