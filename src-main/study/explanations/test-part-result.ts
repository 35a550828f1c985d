/** What the explanations of a whole test part result in. */
import { z } from 'zod';

/** In which the texts of a window are taken away or kept. */
export const textOrders = ['attention', 'leaveOneOut', 'recency', 'random'] as const;
export type TextOrder = (typeof textOrders)[number];

const intervalSchema = z.object({
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.int(),
  clusters: z.int(),
});

const byOrder = <S extends z.ZodType>(schema: S) =>
  z.object({ attention: schema.nullable(), leaveOneOut: schema, recency: schema, random: schema });

/** A context text that stands out in its window. `position` 1 is the most recent. */
const topSchema = z.object({ document: z.int(), text: z.string(), position: z.int(), value: z.number() });

export const explainedRowSchema = z.object({
  document: z.int(),
  publishedAt: z.number().nullable(),
  symbols: z.array(z.string()),
  text: z.string(),
  truth: z.string(),
  predicted: z.string(),
  /** Of the predicted class, by the model itself. */
  probability: z.number(),
  probabilityWithoutContext: z.number(),
  /** Texts in its window. */
  texts: z.int(),
  /** The text with the largest share of attention, the mean over the heads; null: the model has no attention over texts. */
  mostAttended: topSchema.nullable(),
  /** The text whose absence changes the log-odds most, and by how much it changes them: log-odds with it less without. */
  mostInfluential: topSchema,
  /** Kendall's tau-b of attention and the absolute changes of leave-one-out; null: nothing to rank. */
  agreement: z.number().nullable(),
  comprehensiveness: byOrder(z.number()),
  sufficiency: byOrder(z.number()),
});
export type ExplainedRow = z.infer<typeof explainedRowSchema>;

export const explainedTestPartSchema = z.object({
  run: z.int(),
  seed: z.int(),
  /** Milliseconds since 1970. */
  computedAt: z.number(),
  /**
   * `kept`: it was computed before, from the same weights, texts and labels; `none`: it was computed now; `stale` and
   * `damaged`: likewise, since what was kept was of others, or was damaged.
   */
  kept: z.enum(['kept', 'none', 'stale', 'damaged']),
  /** Texts of the test part, of these those with a window, and of these those that were drawn. */
  tested: z.int(),
  withWindow: z.int(),
  explained: z.int(),
  /** The share of training texts with a shorter window than there is room for; null: not known. */
  shorterWindows: z.number().nullable(),
  comprehensiveness: byOrder(intervalSchema),
  sufficiency: byOrder(intervalSchema),
  /** How much more comprehensive attention is than another order, paired by text; null: the model has none over texts. */
  lead: z.object({ leaveOneOut: intervalSchema, recency: intervalSchema, random: intervalSchema }).nullable(),
  /** Kendall's tau-b with the absolute changes of leave-one-out, the mean over texts with two or more in their window. */
  agreement: z.object({
    attention: intervalSchema.nullable(),
    recency: intervalSchema,
    /** Attention in windows that were exchanged within companies, with leave-one-out in these windows. */
    shuffled: intervalSchema.nullable(),
    /** Attention of this run with that of others, for example of other seeds. */
    others: z.array(z.object({ run: z.int(), attention: intervalSchema })),
  }),
  /** The share of texts in whose window the same text is first by attention and by leave-one-out. */
  sameFirst: intervalSchema.nullable(),
  sentence: z.string(),
  rows: z.array(explainedRowSchema),
  seconds: z.number(),
});
export type ExplainedTestPart = z.infer<typeof explainedTestPartSchema>;
