/** What the explorer of companies is told, beside the map. */
import { z } from 'zod';

export const clustersSchema = z.object({
  /** The largest first. */
  clusters: z.array(
    z.object({
      /** That tell its texts from those of the others, the most telling first. */
      words: z.array(z.string()),
      companies: z.int(),
    }),
  ),
  /** Each company with its cluster, in the order of the tree: near ones stand beside each other. */
  members: z.array(z.object({ symbol: z.string(), cluster: z.int() })),
});
export type CompanyClusters = z.infer<typeof clustersSchema>;

export const nearSchema = z.array(
  z.object({ symbol: z.string(), name: z.string(), documents: z.int(), similarity: z.number() }),
);

export const similaritySchema = z.object({
  /** In the order of the tree. */
  symbols: z.array(z.string()),
  clusters: z.array(z.int()),
  /** Cosine, or Euclidean distance, of each with those after it, row by row without the diagonal. */
  values: z.array(z.number()),
});
export type CompanySimilarity = z.infer<typeof similaritySchema>;

export const stabilitySchema = z.object({
  symbol: z.string(),
  /** How many halves of the texts were counted, and how many of the nearest were compared. */
  halves: z.int(),
  k: z.int(),
  /** Mean Jaccard index of its nearest in one half and in the other; null: one of the halves has nothing of it. */
  jaccard: z.number().nullable(),
  /** The same over all companies. */
  overall: z.number().nullable(),
  /** In what share of the halves a company is among the nearest; those that never are, are left out. */
  shares: z.array(z.object({ symbol: z.string(), share: z.number() })),
});
export type NeighbourStability = z.infer<typeof stabilitySchema>;

export const companyNewsSchema = z.object({
  symbol: z.string(),
  /** Whether the run itself counted this; else its vectors were trained, and this is counted beside them. */
  counted: z.boolean(),
  /** Texts that count for the company. */
  texts: z.int(),
  /** Those that gave its vector most. */
  rows: z.array(
    z.object({
      document: z.int(),
      text: z.string(),
      publishedAt: z.number().nullable(),
      /** Share of the squared length of the company's row of words, and of its co-mentions. */
      words: z.number(),
      mentions: z.number(),
      /** The words of the text that weigh most. */
      telling: z.array(z.string()),
    }),
  ),
});
export type CompanyNews = z.infer<typeof companyNewsSchema>;
