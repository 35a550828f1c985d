import { z } from 'zod';
import { countFullWindows } from '../context/full-windows.ts';
import { contextSpecSchema } from '../context/spec.ts';
import { labelledDocuments } from '../store/labels.ts';
import type { ReadableStore } from '../store/store.ts';
import {
  classCounts,
  companyCounts,
  firstOfGroups,
  priceDays,
  symbolsOfLabelled,
  textCounts,
} from '../store/training-data.ts';
import type { TestPartPower } from '../study/statistics/test-part-power.ts';
import { expectedTestPart, timesOf } from './expected-test-part.ts';
import type { CompanyCounts, LabelCounts, PriceDays, TextCounts } from '../store/types.ts';

const symbols = z.array(z.string().min(1)).min(1).nullable().default(null);

/** What a recipe reads, and how much of it is asked for. */
export const dataRequestSchema = z.discriminatedUnion('reads', [
  /**
   * `window`: the context window that a text should fill; null: none is read. `testShare`: the share of the texts that is
   * tested; null: a file is.
   */
  z.object({
    reads: z.literal('labels'),
    symbols,
    scheme: z.string().min(1),
    window: contextSpecSchema.nullable().default(null),
    testShare: z.number().min(0).max(1).nullable().default(null),
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
  /** `test`: what its test part can show; null: it is a file. */
  | ({ reads: 'labels'; test: TestPartPower | null } & LabelCounts)
  | ({ reads: 'texts' } & TextCounts)
  | ({ reads: 'companies' } & CompanyCounts)
  | ({ reads: 'prices' } & PriceDays);

/** How much there is to learn from: a short read of the store. */
export function countData(store: ReadableStore, request: DataRequest): DataCounts {
  const { reads, symbols } = request;
  if (reads === 'labels') return { reads, ...labelCounts(store, request) };
  if (reads === 'texts') return { reads, ...textCounts(store, symbols) };
  if (reads === 'companies') return { reads, ...companyCounts(store, request) };
  return { reads, ...priceDays(store, symbols) };
}

/** What there is to learn a scheme from; windows are counted by the rule that a training builds them by. */
function labelCounts(
  store: ReadableStore,
  { scheme, symbols, window, testShare }: Omit<Extract<DataRequest, { reads: 'labels' }>, 'reads'>,
): LabelCounts & { test: TestPartPower | null } {
  const documents = labelledDocuments(store, scheme, symbols);
  const texts = firstOfGroups(documents);
  const ids = texts.map(({ document }) => document);
  return {
    labelled: texts.length,
    documents: documents.length,
    classes: classCounts(texts),
    n: window?.n ?? 0,
    withEarlier: window === null ? texts.length : countFullWindows(store, ids, window),
    ...timesOf(texts),
    test: testShare === null ? null : expectedTestPart(texts, symbolsOfLabelled(store, scheme), testShare),
  };
}
