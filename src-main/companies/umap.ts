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

/**
 * A plane on which near points lie near one another (McInnes, Healy and Melville, 2018), by umap-js over the exact
 * nearest neighbours. It starts from random places, so that the seed turns and bends the map.
 *
 * @param points (N, D), at least four
 * @param onEpoch told after each epoch of how many; the work lets others in between
 */
export async function umap(
  points: readonly Float64Array[],
  { neighbours, minDist, seed }: UmapSettings,
  onEpoch: (done: number, total: number) => Promise<void>,
): Promise<[x: number, y: number][]> {
  const count = Math.min(neighbours, points.length - 1);
  const nearest = distances(points).map((row, own) => {
    const order = [...row.keys()].sort((a, b) => distanceFirst(row, own, a, b)).slice(0, count);
    return { order, values: order.map((at) => row[at]!) };
  });
  const random = new Random(seed);
  const model = new UMAP({ nNeighbors: count, minDist, nComponents: 2, random: () => random.uniform() });
  model.setPrecomputedKNN(
    nearest.map(({ order }) => order),
    nearest.map(({ values }) => values),
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
