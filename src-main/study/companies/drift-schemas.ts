/** How far companies move from period to period. */
import { z } from 'zod';

export const driftRequestSchema = z.object({
  run: z.int().positive(),
  periods: z.int().min(2).max(12).default(2),
  /** Times that texts are drawn into other periods. */
  shuffles: z.int().min(19).max(999).default(99),
  seed: z.int().min(0).default(1),
});
export type DriftRequest = z.infer<typeof driftRequestSchema>;

const band = { low: z.number(), mean: z.number(), high: z.number() };

export const driftSchema = z.object({
  request: driftRequestSchema,
  periods: z.array(
    z.object({
      /** Days in UTC, both of the period. */
      from: z.string(),
      to: z.string(),
      texts: z.int(),
    }),
  ),
  /** Of the vectors that are compared: fewer than there are companies, which a rotation would else fit by itself. */
  dimensions: z.int(),
  /** The mean over companies, with the middle 95 % of the shuffles and the share of shuffles that reach it. */
  overall: z.object({ drift: z.number(), ...band, p: z.number() }),
  /** How many companies are beyond their band, of all; by chance about one in forty is. */
  beyond: z.int(),
  /** The one that moved most beyond its band first. */
  companies: z.array(
    z.object({
      symbol: z.string(),
      name: z.string(),
      /** In each period. */
      texts: z.array(z.int()),
      /** Mean over neighbouring periods of 1 less the cosine. */
      drift: z.number(),
      ...band,
      p: z.number(),
    }),
  ),
});
export type CompanyDrift = z.infer<typeof driftSchema>;
