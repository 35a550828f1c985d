import { UserError } from '../errors.ts';
import { bareSymbol } from '../store/companies.ts';
import type { Store } from '../store/open.ts';
import { embeddingsOf } from './embeddings.ts';
import { nearest } from './nearest.ts';
import type { Neighbour } from './types.ts';

/** The companies nearest to one in the space of a run (not on the map), nearest first. */
export function neighbours(
  store: Store,
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
  const wanted = bareSymbol(request.symbol).toUpperCase();
  const index = rows.findIndex(({ symbol }) => symbol.toUpperCase() === wanted);
  if (index < 0) {
    throw new UserError(
      'use',
      request.topic === null
        ? `run ${request.run} has no company ${wanted}: it had too few texts or is unknown`
        : `run ${request.run} read no text of ${wanted} on the topic "${request.topic}"`,
    );
  }
  const vectors = rows.map(({ vector }) => vector);
  return nearest(vectors, index, request.k, request.metric).map((found) => {
    const { symbol, name, documents } = rows[found.index]!;
    return { symbol, name, documents, similarity: found.value };
  });
}
