import type { SpaceRequest } from '../../companies/map-request.ts';
import { neighboursAmong } from '../../companies/neighbours.ts';
import type { Neighbour } from '../../companies/types.ts';
import type { ReadableStore } from '../../store/store.ts';
import { spaceOf } from './space.ts';

/** What is said where a company is not in a space. */
export function missingIn({ run, topic, from, to }: SpaceRequest): (symbol: string) => string {
  return (symbol) =>
    topic === null && from === null && to === null
      ? `Run ${run} has no vector for ${symbol}, which had too few texts when the run was trained.`
      : `${symbol} has too few of these texts for a vector.`;
}

/** The companies nearest to one in a space, nearest first. */
export function near(
  store: ReadableStore,
  request: SpaceRequest & { symbol: string; k: number },
): Neighbour[] {
  return neighboursAmong(store, spaceOf(store, request).companies, request, missingIn(request));
}
