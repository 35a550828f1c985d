/** What a study of company vectors is asked, and what it says. */
import { z } from 'zod';

export const companyStudyRequestSchema = z.object({
  /** Tickers; null: all. */
  symbols: z.array(z.string().min(1)).min(1).nullable().default(null),
  /** Runs whose stored vectors are compared as well. */
  runs: z.array(z.int().positive()).default([]),
  /** A file of word vectors, for names alone; null: none. */
  vectors: z.string().min(1).nullable().default(null),
  /** Whether vectors are trained from counted ones as well, which takes minutes. */
  trained: z.boolean().default(false),
  /** Of the halves of texts, of what is trained, and of the companies that are drawn. */
  seed: z.int().min(0).default(1),
});
export type CompanyStudyRequest = z.infer<typeof companyStudyRequestSchema>;

const interval = z.object({ low: z.number(), high: z.number() });
const difference = z.object({ difference: z.number(), low: z.number(), high: z.number() });

export const companyStudyRowSchema = z.object({
  name: z.string(),
  /** Whether `train company-embedding` gives it when nothing is set. */
  default: z.boolean(),
  /** Of the 1, 5 and 10 nearest companies, how many are of the sector; null: no vectors, or no sectors. */
  sector: z.object({ at1: z.number(), at5: z.number(), at10: z.number() }).nullable(),
  /** How likely a company of the sector is nearer than one of another. */
  auc: z.number().nullable(),
  /** How held-out texts find their company; null: it cannot be asked. */
  retrieval: z.object({ r1: z.number(), r10: z.number(), mrr: z.number() }).nullable(),
  /** Jaccard index of the ten nearest between two halves of the texts. */
  stability: z.number().nullable(),
  /** The same between two seeds. */
  seedStability: z.number().nullable(),
  /** Correlation of residual returns with the nearest company, after the last text. */
  following: z.number().nullable(),
  /** 95 %, over companies that are drawn. */
  intervals: z.object({ at10: interval.nullable(), r1: interval.nullable() }),
  /** The default less this row, on the same drawn companies; null for the default. */
  lead: z.object({ at10: difference.nullable(), r1: difference.nullable() }).nullable(),
  /** Companies whose vectors and sectors are known. */
  companies: z.int(),
});
export type CompanyStudyRow = z.infer<typeof companyStudyRowSchema>;

export const companyStudySchema = z.object({
  companies: z.int(),
  texts: z.int(),
  heldOut: z.int(),
  /** How likely a neighbour by chance is of the same sector; null: no sectors. */
  chance: z.number().nullable(),
  /** How likely a held-out text finds its company by chance, first or among ten. */
  retrievalChance: z.object({ r1: z.number(), r10: z.number() }),
  /** The following correlation of two companies that are drawn; null: no prices of that time. */
  followingChance: z.number().nullable(),
  rows: z.array(companyStudyRowSchema),
  /** What could not be measured, and why. */
  notes: z.array(z.string()),
});
export type CompanyStudy = z.infer<typeof companyStudySchema>;
