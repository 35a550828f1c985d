import { z } from 'zod';

/** How the texts of the workspace are brought onto a plane. */
export const textMapRequestSchema = z.object({
  projection: z.enum(['pca', 'umap']).default('pca'),
  /** Of UMAP alone. */
  neighbours: z.int().min(2).max(100).default(15),
  minDist: z.number().min(0).max(1).default(0.1),
  seed: z.int().min(0).default(1),
});
export type TextMapRequest = z.infer<typeof textMapRequestSchema>;

export const textMapSchema = z.object({
  request: textMapRequestSchema,
  /** Share of the variance on each axis; null: the axes mean nothing by themselves. */
  explained: z.tuple([z.number(), z.number()]).nullable(),
  /** Texts of the workspace, and those that have no words by which they could be placed. */
  documents: z.int(),
  unplaced: z.int(),
  /** The texts that are placed, by id; the other lists are in their order. */
  ids: z.array(z.int()),
  x: z.array(z.number()),
  y: z.array(z.number()),
  publishedAt: z.array(z.number().nullable()),
  /** The ticker that a text mentions, the first in alphabetical order; null: none. */
  symbols: z.array(z.string().nullable()),
});
export type TextMap = z.infer<typeof textMapSchema>;
