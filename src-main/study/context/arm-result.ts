/** What is kept of each training of a study. */
import { z } from 'zod';

const rows = z.array(z.array(z.number()));
const shares = z.object({ train: z.number(), valid: z.number(), test: z.number() });

/** How many texts saw, in their windows, something that was published later than they may know. */
const laterSchema = z.object({ train: z.int(), valid: z.int(), test: z.int() });

export const armResultSchema = z.object({
  key: z.string(),
  arm: z.string(),
  seed: z.int(),
  /** (N, C) of the test part. */
  probabilities: rows,
  /** Whether they are probabilities; otherwise the class that is named has 1. */
  calibrated: z.boolean(),
  /** On the validation part. */
  valid: z.object({ accuracy: z.number(), macroF1: z.number() }),
  /** Numbers that were trained, those of the text alone included; null: they are not counted. */
  parameters: z.int().nullable(),
  /** Epochs that were trained, and the best; null: not trained by epochs. 0: the text alone was better in validation. */
  epochs: z.object({ trained: z.int(), best: z.int() }).nullable(),
  /** Settings that were tried on the validation part. */
  tried: z.int(),
  seconds: z.number(),
  withWindow: shares,
  later: laterSchema,
});
export type ArmResult = z.infer<typeof armResultSchema>;

/** What the other arms of an encoder and seed need of the text alone. */
export const textScoresSchema = z.object({
  /** Logits (N, C) of every part. */
  logits: z.object({ train: rows, valid: rows, test: rows }),
  valid: z.object({ loss: z.number(), accuracy: z.number(), macroF1: z.number() }),
  parameters: z.int(),
  /** Probabilities (C) of the texts that stand in windows, by document. */
  moods: z.array(z.tuple([z.int(), z.array(z.number())])),
});
export type TextScores = z.infer<typeof textScoresSchema>;

export const armOutcomeSchema = z.object({
  results: z.array(armResultSchema),
  text: textScoresSchema.nullable(),
});
