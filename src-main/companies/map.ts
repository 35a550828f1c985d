import type { ReadableStore } from '../store/store.ts';
import { embeddingsOf } from './embeddings.ts';
import { pca } from './pca.ts';
import type { CompanyMap } from './types.ts';

/** The companies of a run on the plane of their two first principal components. */
export function companyMap(store: ReadableStore, run: number): CompanyMap {
  const rows = embeddingsOf(store, run);
  const { coordinates, explained } = pca(
    rows.map(({ vector }) => vector),
    2,
  );
  return {
    run,
    projection: 'pca',
    explained: [explained[0] ?? 0, explained[1] ?? 0],
    points: rows.map(({ companyId, symbol, name, sector, documents }, index) => ({
      companyId,
      symbol,
      name,
      sector,
      documents,
      x: coordinates[index]![0]!,
      y: coordinates[index]![1]!,
    })),
  };
}
