import { z } from 'zod';

/** How the texts of the workspace are brought onto a plane. */
export const textMapRequestSchema = z.object({
  /** The checkpoint whose vectors texts are placed by; null: by their words. */
  checkpoint: z.string().trim().min(1).nullable().default(null),
  projection: z.enum(['pca', 'umap']).default('pca'),
  /** Of UMAP alone. */
  neighbours: z.int().min(2).max(100).default(15),
  minDist: z.number().min(0).max(1).default(0.1),
  seed: z.int().min(0).default(1),
});
export type TextMapRequest = z.infer<typeof textMapRequestSchema>;

/** The texts on the plane, N of them, as lists that are packed (`packed-numbers.ts`): there may be a million. */
export const textMapSchema = z.object({
  request: textMapRequestSchema,
  /** Share of the variance on each axis; null: the axes mean nothing by themselves. */
  explained: z.tuple([z.number(), z.number()]).nullable(),
  /** Texts of the workspace, and those that have no words by which they could be placed. */
  documents: z.int(),
  unplaced: z.int(),
  /** The texts that are placed, by id, rising: int32 (N). The other lists are in their order. */
  ids: z.base64(),
  /** Places: float32 (N). */
  x: z.base64(),
  y: z.base64(),
  /** Unix milliseconds, NaN without a time: float64 (N). */
  publishedAt: z.base64(),
  /** Tickers in alphabetical order. */
  symbols: z.array(z.string()),
  /** The ticker that a text mentions, the first of `symbols` where there are several; -1: none. int32 (N). */
  symbolOf: z.base64(),
});
export type TextMap = z.infer<typeof textMapSchema>;
