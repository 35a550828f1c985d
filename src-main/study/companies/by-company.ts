/** Means over companies with intervals: companies are drawn, since the texts of one are not independent. */
import { Random } from '../../random.ts';

/** A sum and a count for each company, such as of hits and texts; companies without any have the count 0. */
export interface PerCompany {
  sums: ArrayLike<number>;
  counts: ArrayLike<number>;
}

/** The middle 95 %. */
export interface Interval {
  low: number;
  high: number;
}

const draws = 1000;

/** How often each company is drawn in each of the draws; the same for all that is compared. */
export function drawnCompanies(companies: number, seed = 1): Int32Array[] {
  const random = new Random(seed);
  return Array.from({ length: draws }, () => {
    const times = new Int32Array(companies);
    for (let at = 0; at < companies; at++) times[random.below(companies)]! += 1;
    return times;
  });
}

export function meanOf({ sums, counts }: PerCompany, times?: Int32Array): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < sums.length; at++) {
    const often = times?.[at] ?? 1;
    sum += often * sums[at]!;
    count += often * counts[at]!;
  }
  return sum / count;
}

/** The percentile interval of a mean. */
export function intervalOf(given: PerCompany, drawn: readonly Int32Array[]): Interval {
  return middle(drawn.map((times) => meanOf(given, times)));
}

/** The mean of the first less that of the second, with its paired interval. */
export function differenceOf(
  first: PerCompany,
  second: PerCompany,
  drawn: readonly Int32Array[],
): Interval & { difference: number } {
  const found = middle(drawn.map((times) => meanOf(first, times) - meanOf(second, times)));
  return { difference: meanOf(first) - meanOf(second), ...found };
}

function middle(values: readonly number[]): Interval {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}
