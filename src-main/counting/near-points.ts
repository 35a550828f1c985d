import { kMeans } from './k-means.ts';

export interface NearPoints {
  /** For each point the nearest, itself first, as indices. */
  order: number[][];
  /** Their Euclidean distances. */
  values: number[][];
}

/** Points of a list, and lists that are searched for each point. */
const perList = 150;
const searched = 12;
/** Points after which others get their turn. */
const turn = 2000;

/**
 * The nearest of each point among those whose lists are near: points are listed by the centre that they are nearest to,
 * and the nearest are looked for in a dozen lists (inverted file, as FAISS has it). Exact where there are no more lists.
 *
 * @param points (N, D)
 * @param count how many, the point itself among them; no more than there are points
 * @param onPart told how many points are done, 0 until the lists are there; others get their turn in it
 */
export async function nearPoints(
  points: readonly Float64Array[],
  count: number,
  { seed }: { seed: number },
  onPart: (done: number, total: number) => Promise<void> = async () => {},
): Promise<NearPoints> {
  const lists = Math.max(1, Math.round(points.length / perList));
  // Centres need no more than a sample of the points.
  const step = Math.max(1, Math.floor(points.length / (lists * 40)));
  const sample = points.filter((_, at) => at % step === 0);
  const wanted = Math.min(lists, sample.length);
  const { centres } = await kMeans(sample, wanted, { seed, starts: 1 }, () => onPart(0, points.length));
  const members = centres.map((): number[] => []);
  const near: number[][] = [];
  for (const [at, point] of points.entries()) {
    near.push(nearestCentres(point, centres, searched));
    members[near[at]![0]!]!.push(at);
    if (at % turn === turn - 1) await onPart(0, points.length);
  }
  const order: number[][] = [];
  const values: number[][] = [];
  for (const [own, point] of points.entries()) {
    const best = nearestOf(point, own, near[own]!, { points, members, count });
    order.push(best.map(({ at }) => at));
    values.push(best.map(({ squared }) => Math.sqrt(squared)));
    if (own % turn === turn - 1) await onPart(own + 1, points.length);
  }
  return { order, values };
}

interface Found {
  at: number;
  squared: number;
}

function nearestOf(
  point: Float64Array,
  own: number,
  lists: readonly number[],
  {
    points,
    members,
    count,
  }: { points: readonly Float64Array[]; members: readonly (readonly number[])[]; count: number },
): Found[] {
  const best: Found[] = [];
  let worst = Infinity;
  for (const list of lists) {
    for (const at of members[list]!) {
      if (at === own) continue;
      const squared = squaredDistance(point, points[at]!, worst);
      if (squared >= worst) continue;
      let place = best.length;
      while (place > 0 && best[place - 1]!.squared > squared) place--;
      best.splice(place, 0, { at, squared });
      if (best.length >= count) {
        best.length = count - 1;
        worst = best.at(-1)?.squared ?? Infinity;
      }
    }
  }
  return [{ at: own, squared: 0 }, ...best];
}

function nearestCentres(point: Float64Array, centres: readonly Float64Array[], count: number): number[] {
  return centres
    .map((centre, at) => ({ at, squared: squaredDistance(point, centre, Infinity) }))
    .sort((a, b) => a.squared - b.squared)
    .slice(0, count)
    .map(({ at }) => at);
}

/** Ends early where it is known to be more than `most`. */
function squaredDistance(one: Float64Array, other: Float64Array, most: number): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) {
    const less = one[i]! - other[i]!;
    sum += less * less;
    if (sum >= most) return sum;
  }
  return sum;
}
