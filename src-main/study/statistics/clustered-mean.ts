import { Random } from '../../random.ts';

export interface MeanInterval {
  /** Null where there are no values. */
  mean: number | null;
  /** The middle 95 % of the means over drawn clusters. */
  low: number | null;
  high: number | null;
  /** Values, and the clusters that they are in. */
  n: number;
  clusters: number;
}

const draws = 2000;

/**
 * A mean with the percentile interval of a bootstrap that draws whole clusters with replacement (Field and Welsh, 2007),
 * since values of one cluster are not independent.
 *
 * @param clusters that of each value
 */
export function clusteredMean(
  values: readonly number[],
  clusters: readonly number[],
  random = new Random(1),
): MeanInterval {
  const groups = [...Map.groupBy(values.keys(), (at) => clusters[at]!).values()].map((members) => ({
    sum: members.reduce((sum, at) => sum + values[at]!, 0),
    count: members.length,
  }));
  if (groups.length === 0) return { mean: null, low: null, high: null, n: 0, clusters: 0 };
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const means = Float64Array.from({ length: draws }, () => {
    let [sum, count] = [0, 0];
    for (let drawn = 0; drawn < groups.length; drawn++) {
      const group = groups[random.below(groups.length)]!;
      sum += group.sum;
      count += group.count;
    }
    return sum / count;
  }).sort();
  return {
    mean,
    low: quantile(means, 0.025),
    high: quantile(means, 0.975),
    n: values.length,
    clusters: groups.length,
  };
}

/** Linear between order statistics, as NumPy's default. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
