import { z } from 'zod';
import { fingerprint, kept } from '../../companies/kept.ts';
import type { CompanyMap, MapRequest } from '../../companies/map-request.ts';
import { pca } from '../../companies/pca.ts';
import { umap } from '../../companies/umap.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { spaceOf } from './space.ts';

/** UMAP's graph needs a few points beside each other. */
const leastCompanies = 4;

const placesSchema = z.object({
  explained: z.tuple([z.number(), z.number()]).nullable(),
  places: z.array(z.tuple([z.number(), z.number()])),
});
type Places = z.infer<typeof placesSchema>;

interface Work {
  signal: AbortSignal;
  /** Told how far the projection is. */
  progress: (done: number, total: number) => void;
}

/**
 * The companies of a space on a plane: on the first two principal components of the points that the metric orders, or by
 * UMAP over their distances.
 *
 * @throws UserError if there are too few companies
 */
export async function companyMap(
  store: ReadableStore,
  request: MapRequest,
  { signal, progress }: Work,
): Promise<CompanyMap> {
  const { companies, points, counted } = spaceOf(store, request);
  if (companies.length < leastCompanies) {
    throw new UserError(
      'use',
      `A map needs at least ${leastCompanies} companies; there are ${companies.length} with enough texts.`,
    );
  }
  const { projection, neighbours, minDist, seed, metric } = request;
  const settings = projection === 'umap' ? { neighbours, minDist, seed } : {};
  const key = ['map', 1, fingerprint(companies), metric, projection, settings];
  const { explained, places } = await kept(store, { key, schema: placesSchema }, async () => {
    if (projection === 'pca') return principal(points);
    return { explained: null, places: await umap(points, { neighbours, minDist, seed }, onEpoch) };
  });
  async function onEpoch(done: number, total: number): Promise<void> {
    progress(done, total);
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
  return {
    request,
    explained,
    counted,
    dimensions: points[0]!.length,
    points: companies.map(({ companyId, symbol, name, sector, documents }, index) => ({
      companyId,
      symbol,
      name,
      sector,
      documents,
      x: places[index]![0],
      y: places[index]![1],
    })),
  };
}

function principal(points: readonly Float64Array[]): Places {
  const { coordinates, explained } = pca(
    points.map((point) => Float32Array.from(point)),
    2,
  );
  return {
    explained: [explained[0] ?? 0, explained[1] ?? 0],
    places: coordinates.map((row): [number, number] => [row[0]!, row[1]!]),
  };
}
