import type { ClusterMethod } from '../../companies/cluster-methods.ts';
import type { SpaceRequest } from '../../companies/map-request.ts';
import type { ReadableStore } from '../../store/store.ts';
import { treeOf } from './clusters.ts';
import type { CompanySimilarity } from './explorer-schemas.ts';
import { spaceOf } from './space.ts';

/** How near all companies are to one another, in the order of the tree of clusters. */
export async function companySimilarity(
  store: ReadableStore,
  request: SpaceRequest & { clusters: number; method: ClusterMethod },
): Promise<CompanySimilarity> {
  const space = spaceOf(store, request);
  const { of, order } = await treeOf(store, space, request);
  const rows = order.map((at) => space.points[at]!);
  const values: number[] = [];
  for (const [one, own] of rows.entries()) {
    for (const other of rows.slice(one + 1)) {
      let sum = 0;
      for (let i = 0; i < own.length; i++) {
        sum += request.metric === 'euclidean' ? (own[i]! - other[i]!) ** 2 : own[i]! * other[i]!;
      }
      const value = request.metric === 'euclidean' ? Math.sqrt(sum) : sum;
      values.push(Math.round(value * 1000) / 1000);
    }
  }
  return {
    symbols: order.map((at) => space.companies[at]!.symbol),
    clusters: order.map((at) => of[at]!),
    values,
  };
}
