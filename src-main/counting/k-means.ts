import { Random } from '../random.ts';

export interface KMeans {
  /** The cluster of each point, numbered from the largest, from 0. */
  of: number[];
  /** The mean of each cluster. */
  centres: Float64Array[];
  /** The sum of the squared distances of all points from their centre. */
  inertia: number;
}

/** Passes over the points after which a start is over even if points still move. */
const mostPasses = 100;

/**
 * Groups by k-means: Lloyd's algorithm from centres that are drawn by k-means++ (Arthur and Vassilvitskii, 2007), the
 * best of several starts. A cluster that loses all its points starts anew at the point that is farthest from its centre.
 *
 * @param points (N, D), at least one
 * @param count of clusters; no more than there are different points
 * @param between called after each pass over the points, with the starts that are done, to let others in between
 */
export async function kMeans(
  points: readonly Float64Array[],
  count: number,
  { seed, starts = 5 }: { seed: number; starts?: number },
  between: (done: number, total: number) => Promise<void> = async () => {},
): Promise<KMeans> {
  const random = new Random(seed);
  let best: Omit<KMeans, 'of'> & { of: Int32Array } = {
    of: new Int32Array(),
    centres: [],
    inertia: Infinity,
  };
  for (let start = 0; start < starts; start++) {
    const centres = spreadCentres(points, count, random);
    const found = await lloyd(points, centres, () => between(start, starts));
    if (found.inertia < best.inertia) best = found;
    await between(start + 1, starts);
  }
  return bySize(best);
}

/** The nearest centre of each point, as its index; ties go to the first. */
export function assigned(points: readonly Float64Array[], centres: readonly Float64Array[]): Int32Array {
  return Int32Array.from(points, (point) => nearestOf(point, centres).at);
}

function nearestOf(point: Float64Array, centres: readonly Float64Array[]): { at: number; squared: number } {
  let at = 0;
  let squared = Infinity;
  for (let one = 0; one < centres.length; one++) {
    const distance = squaredDistance(point, centres[one]!, squared);
    if (distance < squared) [at, squared] = [one, distance];
  }
  return { at, squared };
}

/** Ends early where it is known to be more than `most`. */
function squaredDistance(one: Float64Array, other: Float64Array, most = Infinity): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) {
    const less = one[i]! - other[i]!;
    sum += less * less;
    if (sum >= most) return sum;
  }
  return sum;
}

/** Centres at points, each drawn with the probability of its squared distance from those before it. */
function spreadCentres(points: readonly Float64Array[], count: number, random: Random): Float64Array[] {
  const centres = [points[random.below(points.length)]!];
  const squared = Float64Array.from(points, (point) => squaredDistance(point, centres[0]!));
  while (centres.length < count) {
    const total = squared.reduce((sum, value) => sum + value, 0);
    // Every point is a centre already.
    if (total <= 0) break;
    let left = random.uniform() * total;
    let at = 0;
    while (at < points.length - 1 && (left -= squared[at]!) >= 0) at++;
    while (squared[at] === 0) at = (at + 1) % points.length;
    const next = points[at]!;
    centres.push(next);
    for (const [i, point] of points.entries()) {
      squared[i] = Math.min(squared[i]!, squaredDistance(point, next, squared[i]));
    }
  }
  return centres;
}

async function lloyd(
  points: readonly Float64Array[],
  drawn: readonly Float64Array[],
  onPass: () => Promise<void>,
): Promise<{ of: Int32Array; centres: Float64Array[]; inertia: number }> {
  const width = points[0]!.length;
  const of = new Int32Array(points.length).fill(-1);
  let centres = drawn.map((centre) => Float64Array.from(centre));
  let inertia = Infinity;
  for (let pass = 0; pass < mostPasses; pass++) {
    let moved = false;
    inertia = 0;
    let farthest = { at: 0, squared: -1 };
    const sizes = centres.map(() => 0);
    const sums = centres.map(() => new Float64Array(width));
    for (const [i, point] of points.entries()) {
      const { at, squared } = nearestOf(point, centres);
      if (at !== of[i]) moved = true;
      of[i] = at;
      inertia += squared;
      sizes[at]!++;
      if (squared > farthest.squared) farthest = { at: i, squared };
      const sum = sums[at]!;
      for (let j = 0; j < width; j++) sum[j]! += point[j]!;
    }
    if (!moved) break;
    await onPass();
    centres = sums.map((sum, at) =>
      sizes[at] === 0 ? Float64Array.from(points[farthest.at]!) : sum.map((value) => value / sizes[at]!),
    );
  }
  return { of, centres, inertia };
}

/** The same with the largest cluster first. */
function bySize({
  of,
  centres,
  inertia,
}: {
  of: Int32Array;
  centres: Float64Array[];
  inertia: number;
}): KMeans {
  const sizes = centres.map(() => 0);
  for (const at of of) sizes[at]!++;
  const order = [...sizes.keys()]
    .sort((a, b) => sizes[b]! - sizes[a]! || a - b)
    .filter((at) => sizes[at]! > 0);
  const numbers = new Map(order.map((at, number) => [at, number]));
  return { of: Array.from(of, (at) => numbers.get(at)!), centres: order.map((at) => centres[at]!), inertia };
}
