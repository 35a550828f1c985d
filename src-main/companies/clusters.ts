import { agnes } from 'ml-hclust';
import { kMeans } from '../counting/k-means.ts';
import { distances } from './metric.ts';

export interface Clusters {
  /** The cluster of each point, numbered from the largest, from 0. */
  of: number[];
  /** All points in the order of the tree, so that near ones stand beside each other. */
  order: number[];
}

/**
 * Groups of near points: Ward's agglomerative clustering by Euclidean distance, cut where so many groups are left. It
 * takes time with the cube and memory with the square of the number of points.
 *
 * @param points (N, D), at least one
 * @param count of clusters; no more than there are points
 */
export function clustersOf(points: readonly Float64Array[], count: number): Clusters {
  if (points.length === 1) return { of: [0], order: [0] };
  const rows = distances(points).map((row) => [...row]);
  const tree = agnes(rows, { method: 'ward2', isDistanceMatrix: true });
  const order = tree.indices();
  const groups = tree
    .group(Math.min(count, points.length))
    .children.map((cluster) => cluster.indices())
    .sort((a, b) => b.length - a.length || Math.min(...a) - Math.min(...b));
  const of = points.map(() => 0);
  for (const [group, members] of groups.entries()) for (const member of members) of[member] = group;
  return { of, order };
}

/**
 * Groups by k-means, which looks for round groups of all points at once. Points stand in the order of their clusters, and
 * in each in the order of Ward's tree.
 *
 * @param points (N, D), at least one
 */
export async function clustersByMeans(
  points: readonly Float64Array[],
  count: number,
  seed: number,
): Promise<Clusters> {
  const { of } = await kMeans(points, Math.min(count, points.length), { seed, starts: 20 });
  const { order } = clustersOf(points, count);
  return { of, order: order.toSorted((a, b) => of[a]! - of[b]!) };
}
