import { UMAP } from 'umap-js';
import { Random } from '../random.ts';
import { distances } from './metric.ts';

export interface UmapSettings {
  /** How many of the nearest points the shape is learned from, the point itself among them. */
  neighbours: number;
  /** How close points may lie on the map. */
  minDist: number;
  seed: number;
}

/** The nearest of each point, itself first, with their distances. */
export interface Nearest {
  order: readonly (readonly number[])[];
  values: readonly (readonly number[])[];
}

/**
 * A plane on which near points lie near one another (McInnes, Healy and Melville, 2018), by umap-js over the exact
 * nearest neighbours. It starts from random places, so that the seed turns and bends the map.
 *
 * @param points (N, D), at least four
 * @param onEpoch told after each epoch of how many; the work lets others in between
 */
export async function umap(
  points: readonly Float64Array[],
  settings: UmapSettings,
  onEpoch: (done: number, total: number) => Promise<void>,
): Promise<[x: number, y: number][]> {
  const count = Math.min(settings.neighbours, points.length - 1);
  const rows = distances(points);
  const order = rows.map((row, own) =>
    [...row.keys()].sort((a, b) => distanceFirst(row, own, a, b)).slice(0, count),
  );
  const values = order.map((near, own) => near.map((at) => rows[own]![at]!));
  return umapOver(points, { order, values }, settings, onEpoch);
}

/** The same over neighbours that are known. */
export async function umapOver(
  points: readonly Float64Array[],
  { order, values }: Nearest,
  { minDist, seed }: Omit<UmapSettings, 'neighbours'>,
  onEpoch: (done: number, total: number) => Promise<void>,
): Promise<[x: number, y: number][]> {
  const random = new Random(seed);
  const model = new UMAP({
    nNeighbors: order[0]!.length,
    minDist,
    nComponents: 2,
    random: () => random.uniform(),
  });
  model.setPrecomputedKNN(
    order.map((near) => [...near]),
    values.map((near) => [...near]),
  );
  const epochs = model.initializeFit(points.map((point) => [...point]));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    model.step();
    if (epoch % 25 === 0) await onEpoch(epoch, epochs);
  }
  return model.getEmbedding().map((row): [number, number] => [row[0]!, row[1]!]);
}

/** The point itself first, even where others stand in the same place. */
function distanceFirst(row: Float64Array, own: number, a: number, b: number): number {
  if (a === own || b === own) return a === own ? -1 : 1;
  return row[a]! - row[b]! || a - b;
}
