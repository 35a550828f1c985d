import { z } from 'zod';
import { kept } from '../../companies/kept.ts';
import type { SpaceRequest } from '../../companies/map-request.ts';
import { distances, pointsOf } from '../../companies/metric.ts';
import { indexOfCompany } from '../../companies/neighbours.ts';
import { UserError } from '../../errors.ts';
import { countedVectors } from '../../recipes/company-cooccurrence/company-vectors.ts';
import { runRow } from '../../runs/runs.ts';
import type { ReadableStore } from '../../store/store.ts';
import { countingOf } from './counting-of.ts';
import type { NeighbourStability } from './explorer-schemas.ts';
import { halvesOf } from './halves.ts';
import { missingIn } from './near.ts';
import { corpusOf } from './space.ts';

/** Times that the texts are halved, and the nearest that are compared. */
const splits = 5;
const k = 10;

/** For each half, the nearest of each company, by index; null: the half knows nothing of it. */
const keptSchema = z.array(z.array(z.array(z.int()).nullable()));

/**
 * How far the neighbours of a company depend on which texts were read: the texts are halved by chance several times,
 * near-duplicates in one half, and vectors are counted in each half with the settings of the run.
 *
 * @throws UserError if the vectors of the run were trained, which would have to be trained again for each half
 */
export async function stabilityOfNeighbours(
  store: ReadableStore,
  request: SpaceRequest & { symbol: string },
  { signal, progress }: { signal: AbortSignal; progress: (done: number, total: number) => void },
): Promise<NeighbourStability> {
  const { counting, isCounted } = countingOf(runRow(store, request.run).config);
  if (!isCounted) {
    throw new UserError(
      'use',
      `The vectors of run ${request.run} were trained: it would have to be trained again on each half of the texts. Train several seeds and compare them instead.`,
    );
  }
  const corpus = corpusOf(store, counting, request);
  const { companies, texts, dataHash } = corpus;
  const key = ['stability', 1, dataHash, request.metric, counting, companies.map(({ symbol }) => symbol)];
  const halves = await kept(store, { key, schema: keptSchema }, async () => {
    const found: (number[] | null)[][] = [];
    for (let split = 0; split < splits; split++) {
      for (const half of halvesOf(store, { texts }, split + 1)) {
        const vectors = countedVectors(corpus, half, counting);
        found.push(nearestOfAll(pointsOf(vectors, request.metric), vectors));
        progress(found.length, 2 * splits);
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
      }
    }
    return found;
  });
  const own = indexOfCompany(store, companies, request.symbol, missingIn(request));
  const counts = new Map<number, number>();
  for (const half of halves) for (const at of half[own] ?? []) counts.set(at, (counts.get(at) ?? 0) + 1);
  const means = companies.map((_, at) => meanJaccard(halves, at));
  const known = means.filter((value) => value !== null);
  return {
    symbol: companies[own]!.symbol,
    halves: halves.length,
    k,
    jaccard: means[own] ?? null,
    overall: known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length,
    shares: [...counts]
      .sort(([a, n], [b, m]) => m - n || a - b)
      .map(([at, n]) => ({ symbol: companies[at]!.symbol, share: n / halves.length })),
  };
}

function nearestOfAll(
  points: readonly Float64Array[],
  vectors: readonly Float32Array[],
): (number[] | null)[] {
  const known = [...vectors.keys()].filter((at) => vectors[at]!.some((value) => value !== 0));
  const rows = distances(points);
  return points.map((_, own) => {
    if (vectors[own]!.every((value) => value === 0)) return null;
    const row = rows[own]!;
    return known
      .filter((at) => at !== own)
      .sort((a, b) => row[a]! - row[b]! || a - b)
      .slice(0, k);
  });
}

/** Of the two halves of each split. */
function meanJaccard(halves: readonly (number[] | null)[][], company: number): number | null {
  const values: number[] = [];
  for (let at = 0; at + 1 < halves.length; at += 2) {
    const [one, other] = [halves[at]![company], halves[at + 1]![company]];
    if (!one || !other) continue;
    const shared = one.filter((near) => other.includes(near)).length;
    values.push(shared / (one.length + other.length - shared || 1));
  }
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
