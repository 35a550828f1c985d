import { centredUnits } from '../../counting/joined-vectors.ts';

/** How far the neighbours of a company are of its sector. */
export interface Agreement {
  at1: number;
  at5: number;
  at10: number;
  /** How likely a company of the sector is nearer than one of another: area under the ROC curve. */
  auc: number;
}

/** Companies by nearness to each, from the nearest to the farthest, itself left out; ties by index. */
export function neighbourOrders(vectors: readonly ArrayLike<number>[]): Int32Array[] {
  const units = centredUnits(vectors.map((vector) => Float64Array.from(vector)));
  return units.map((own, index) => {
    const cosines = units.map((other) => {
      let sum = 0;
      for (let i = 0; i < own.length; i++) sum += own[i]! * other[i]!;
      return sum;
    });
    const others = Int32Array.from(units.keys().filter((at) => at !== index));
    return others.sort((a, b) => cosines[b]! - cosines[a]! || a - b);
  });
}

/**
 * The agreement of each company with its neighbours in the original space, by cosine after the mean vector is
 * subtracted: of its 1, 5 and 10 nearest, how many are of its sector.
 *
 * @param vectors of companies whose sector is known, all of them candidates
 * @param sectors in the same order
 */
export function sectorAgreement(
  vectors: readonly ArrayLike<number>[],
  sectors: readonly string[],
): Agreement[] {
  return neighbourOrders(vectors).map((order, index) => {
    const same = Array.from(order, (other) => sectors[other] === sectors[index]);
    const share = (most: number) => {
      const near = same.slice(0, most);
      return near.filter(Boolean).length / near.length;
    };
    return { at1: share(1), at5: share(5), at10: share(10), auc: areaUnderCurve(same) };
  });
}

/** Of the pairs of one that is and one that is not, in how many the former stands first; NaN where there are none. */
function areaUnderCurve(same: readonly boolean[]): number {
  let seen = 0;
  let pairs = 0;
  for (const is of same) {
    if (is) seen += 1;
    else pairs += seen;
  }
  return pairs / (seen * (same.length - seen));
}

/** How likely a company that is drawn is of the sector of another one. */
export function chanceOf(sectors: readonly string[]): number {
  const counts = Map.groupBy(sectors, (sector) => sector);
  const n = sectors.length;
  return sectors.reduce((sum, sector) => sum + (counts.get(sector)!.length - 1) / (n - 1), 0) / n;
}
