import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';
import { knownTickers } from '../store/text-filter.ts';
import { embeddingsOf } from './embeddings.ts';
import { nearest } from './nearest.ts';
import type { Neighbour } from './types.ts';

/**
 * The companies nearest to one in the space of a run (not on the map), nearest first.
 *
 * @throws UserError if there is no such ticker, or the run has no vector of it.
 */
export function neighbours(
  store: ReadableStore,
  request: {
    run: number;
    symbol: string;
    k: number;
    metric: 'cosine' | 'euclidean';
    /** In the context of this topic; null: over all texts. */
    topic: string | null;
  },
): Neighbour[] {
  const rows = embeddingsOf(store, request.run, request.topic);
  const [company] = knownTickers(store, [request.symbol]);
  const wanted = company!.symbol.toUpperCase();
  const index = rows.findIndex(({ symbol }) => symbol.toUpperCase() === wanted);
  if (index < 0) {
    throw new UserError(
      'use',
      request.topic === null
        ? `Run ${request.run} has no vector for ${wanted}, which had too few texts when the run was trained.`
        : `Run ${request.run} read no texts of ${wanted} on the topic "${request.topic}".`,
    );
  }
  const vectors = rows.map(({ vector }) => vector);
  return nearest(vectors, index, request.k, request.metric).map((found) => {
    const { symbol, name, documents } = rows[found.index]!;
    return { symbol, name, documents, similarity: found.value };
  });
}
