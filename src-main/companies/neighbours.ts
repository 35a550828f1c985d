import { UserError } from '../errors.ts';
import type { CompanyEmbedding } from '../store/runs.ts';
import type { ReadableStore } from '../store/store.ts';
import { knownTickers } from '../store/text-filter.ts';
import { embeddingsOf } from './embeddings.ts';
import type { Metric } from './metric.ts';
import { nearest } from './nearest.ts';
import type { Neighbour } from './types.ts';

interface Asked {
  symbol: string;
  k: number;
  metric: Metric;
}

/**
 * The companies nearest to one in the space of a run (not on the map), nearest first.
 *
 * @throws UserError if there is no such ticker, or the run has no vector of it.
 */
export function neighbours(
  store: ReadableStore,
  {
    run,
    topic,
    ...asked
  }: Asked & {
    run: number;
    /** In the context of this topic; null: over all texts. */
    topic: string | null;
  },
): Neighbour[] {
  const rows = embeddingsOf(store, run, topic);
  const missing = (symbol: string) =>
    topic === null
      ? `Run ${run} has no vector for ${symbol}, which had too few texts when the run was trained.`
      : `Run ${run} read no texts of ${symbol} on the topic "${topic}".`;
  return neighboursAmong(store, rows, asked, missing);
}

/**
 * The same among given companies.
 *
 * @param missing what is said where a ticker is not among them
 */
export function neighboursAmong(
  store: ReadableStore,
  rows: readonly CompanyEmbedding[],
  { symbol, k, metric }: Asked,
  missing: (symbol: string) => string,
): Neighbour[] {
  const index = indexOfCompany(store, rows, symbol, missing);
  const vectors = rows.map(({ vector }) => vector);
  return nearest(vectors, index, k, metric).map((found) => {
    const { symbol: near, name, documents } = rows[found.index]!;
    return { symbol: near, name, documents, similarity: found.value };
  });
}

/** Where a company stands among others. */
export function indexOfCompany(
  store: ReadableStore,
  rows: readonly { symbol: string }[],
  symbol: string,
  missing: (symbol: string) => string,
): number {
  const [company] = knownTickers(store, [symbol]);
  const wanted = company!.symbol.toUpperCase();
  const index = rows.findIndex((row) => row.symbol.toUpperCase() === wanted);
  if (index < 0) throw new UserError('use', missing(wanted));
  return index;
}
