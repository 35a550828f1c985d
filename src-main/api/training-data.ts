import { z } from 'zod';
import { contextSpecSchema } from '../context/spec.ts';
import type { Store } from '../store/open.ts';
import { companyCounts, labelCounts, priceDays, textCounts } from '../store/training-data.ts';
import type { CompanyCounts, LabelCounts, PriceDays, TextCounts } from '../store/types.ts';

const symbols = z.array(z.string().min(1)).min(1).nullable().default(null);

/** What a recipe reads, and how much of it is asked for. */
export const dataRequestSchema = z.discriminatedUnion('reads', [
  /** `window`: the context window that a text should fill; null: none is read. */
  z.object({
    reads: z.literal('labels'),
    symbols,
    scheme: z.string().min(1),
    window: contextSpecSchema.nullable().default(null),
  }),
  z.object({ reads: z.literal('texts'), symbols }),
  /** `scheme`: only texts with a label of it count, a model's too; null: all. */
  z.object({
    reads: z.literal('companies'),
    symbols,
    minTexts: z.int().min(1),
    scheme: z.string().min(1).nullable().default(null),
  }),
  z.object({ reads: z.literal('prices'), symbols }),
]);
export type DataRequest = z.infer<typeof dataRequestSchema>;

export type DataCounts =
  | ({ reads: 'labels' } & LabelCounts)
  | ({ reads: 'texts' } & TextCounts)
  | ({ reads: 'companies' } & CompanyCounts)
  | ({ reads: 'prices' } & PriceDays);

/** How much there is to learn from: a short read of the store. */
export function countData(store: Store, request: DataRequest): DataCounts {
  const { reads, symbols } = request;
  if (reads === 'labels') return { reads, ...labelCounts(store, { ...request, n: request.window?.n ?? 0 }) };
  if (reads === 'texts') return { reads, ...textCounts(store, symbols) };
  if (reads === 'companies') return { reads, ...companyCounts(store, request) };
  return { reads, ...priceDays(store, symbols) };
}
