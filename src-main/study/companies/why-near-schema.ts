/** Why two companies are near, as `neighbours --why` and the API have it. */
import { z } from 'zod';
import { spaceShape } from '../../companies/map-request.ts';

const text = z.object({ document: z.int(), text: z.string() });
/** Of the first company and of the second. */
const both = z.array(z.int());

/** Two companies of a space: of all texts of a run, or of some alone. */
export const whyNearRequestSchema = z.object({
  ...spaceShape,
  symbol: z.string().min(1),
  other: z.string().min(1),
});
export type WhyNearRequest = z.infer<typeof whyNearRequestSchema>;

export const whyNearSchema = z.object({
  run: z.int(),
  /** Whether the run itself counted this; else its vectors were trained, and this is counted beside them. */
  counted: z.boolean(),
  /** Whether daily returns count in its vectors too. */
  countsReturns: z.boolean(),
  companies: z.array(z.string()),
  /** How near they are in the space that was asked for; null: it has no vector of one of them. */
  similarity: z.number().nullable(),
  /** Whether that is a distance, and no cosine. */
  isDistance: z.boolean(),
  /** Words of both, with their share of the cosine between the companies' words before it is reduced, and texts that hold them. */
  words: z.array(z.object({ word: z.string(), share: z.number(), texts: both })),
  /** Companies near both on walks over co-mentions, with their share of the product, and texts that name them together. */
  mentions: z.array(z.object({ symbol: z.string(), share: z.number(), texts: both })),
  /** Texts about both, the last imported first. */
  together: z.object({ texts: z.int(), examples: z.array(text) }),
  /** Texts of the first company, and of the second, that hold most of the words of both. */
  texts: z.array(z.array(text)),
  /** Correlation of their daily returns less the market; null: too few prices. */
  returns: z.number().nullable(),
});
export type WhyNear = z.infer<typeof whyNearSchema>;
