import { neighbourOrders } from './sector-agreement.ts';

/**
 * How alike the neighbours of the same companies are in two spaces: the mean over companies of the Jaccard index of
 * their k nearest; null where there are no more companies than that, so that all are near. Companies of which a space knows
 * nothing, as vectors of zeros, are left out of both.
 */
export function neighbourStability(
  first: readonly ArrayLike<number>[],
  second: readonly ArrayLike<number>[],
  k = 10,
): number | null {
  const isKnown = (vector: ArrayLike<number>) => Array.from(vector).some((value) => value !== 0);
  const known = [...first.keys()].filter((at) => isKnown(first[at]!) && isKnown(second[at]!));
  if (known.length <= k + 1) return null;
  const nearest = (vectors: readonly ArrayLike<number>[]) =>
    neighbourOrders(known.map((at) => vectors[at]!)).map((order) => new Set(order.subarray(0, k)));
  const [one, other] = [nearest(first), nearest(second)];
  const indices = one.map((near, at) => {
    const shared = [...near].filter((company) => other[at]!.has(company)).length;
    return shared / (near.size + other[at]!.size - shared);
  });
  return indices.reduce((sum, value) => sum + value, 0) / indices.length;
}
