/** Two classifiers, each trained with several seeds, compared on the same texts, which are not independent. */
import { Random } from '../../random.ts';
import { quantile } from './clustered-mean.ts';

export const pairedMetrics = ['accuracy', 'macroF1'] as const;
export type PairedMetric = (typeof pairedMetrics)[number];

export interface PairedPredictions {
  classes: number;
  /** Class indices, (N). */
  truth: ArrayLike<number>;
  /** The cluster of each text, (N): texts of one cluster are drawn together. */
  clusters: ArrayLike<number>;
  /** Predicted class indices, one (N) a seed; the seeds of both are the same, in one order. */
  first: readonly ArrayLike<number>[];
  second: readonly ArrayLike<number>[];
}

export interface PairedDifference {
  /** The metric of the second less that of the first, each the mean over the seeds. */
  difference: number;
  /** The middle 95 % of the differences over drawn clusters and seeds. */
  low: number;
  high: number;
  /** Two-sided, by exchanging the two within clusters. */
  p: number;
}

/** Draws of a bootstrap, and of exchanges where they are not all looked at. */
const draws = 2000;
const exchanges = 9999;
/** Clusters on which two differ of which all exchanges are looked at: 2^14. */
const allExchanges = 14;

/** What the metrics are made of, for each cluster: per class hits, claims and support. */
type Counts = Float64Array;

/**
 * The difference of a metric with an interval and a p-value.
 *
 * The interval is the percentile interval of a bootstrap that draws clusters, and seeds, with replacement (Field and
 * Welsh, 2007): whole clusters, since the texts of one are not independent, and seeds, since another training would give
 * other models. The p-value is that of a randomisation test that exchanges the two within clusters, with p = (1 + draws
 * at least as large) / (1 + draws), or over all exchanges where they are few; for one seed, clusters of one text and the
 * accuracy it is the exact test of McNemar.
 */
export function pairedDifference(
  given: PairedPredictions,
  metric: PairedMetric,
  random = new Random(1),
): PairedDifference {
  const clusters = new Set(Array.from(given.clusters)).size;
  const first = given.first.map((predicted) => countsOf(given, predicted, clusters));
  const second = given.second.map((predicted) => countsOf(given, predicted, clusters));
  const { low, high } = interval({ first, second, clusters, classes: given.classes }, metric, random);
  return {
    ...exchanged({ first, second, clusters, classes: given.classes }, metric, random),
    low,
    high,
  };
}

interface Counted {
  /** One (G, 3C) a seed. */
  first: readonly Counts[];
  second: readonly Counts[];
  clusters: number;
  classes: number;
}

function countsOf(
  { classes, truth, clusters }: PairedPredictions,
  predicted: ArrayLike<number>,
  count: number,
): Counts {
  if (predicted.length !== truth.length || clusters.length !== truth.length)
    throw new RangeError(
      `${predicted.length} predictions and ${clusters.length} clusters for ${truth.length} texts.`,
    );
  const numbers = new Map<number, number>();
  const counts = new Float64Array(count * 3 * classes);
  for (let text = 0; text < truth.length; text++) {
    const cluster = clusters[text]!;
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    const at = number * 3 * classes;
    const [label, named] = [truth[text]!, predicted[text]!];
    counts[at + 2 * classes + label]! += 1;
    counts[at + classes + named]! += 1;
    if (label === named) counts[at + label]! += 1;
  }
  return counts;
}

function valueOf(sums: Counts, classes: number, metric: PairedMetric): number {
  let hits = 0;
  let texts = 0;
  let f1 = 0;
  let present = 0;
  for (let label = 0; label < classes; label++) {
    const [hit, claims, support] = [sums[label]!, sums[classes + label]!, sums[2 * classes + label]!];
    hits += hit;
    texts += support;
    if (claims + support === 0) continue;
    present += 1;
    f1 += (2 * hit) / (claims + support);
  }
  if (metric === 'accuracy') return texts === 0 ? 0 : hits / texts;
  return present === 0 ? 0 : f1 / present;
}

function interval(
  { first, second, clusters, classes }: Counted,
  metric: PairedMetric,
  random: Random,
): { low: number; high: number } {
  const width = 3 * classes;
  const times = new Int32Array(clusters);
  const sums = new Float64Array(width);
  const valueAt = (counts: Counts): number => {
    sums.fill(0);
    for (let cluster = 0; cluster < clusters; cluster++) {
      if (times[cluster] === 0) continue;
      for (let at = 0; at < width; at++) sums[at]! += times[cluster]! * counts[cluster * width + at]!;
    }
    return valueOf(sums, classes, metric);
  };
  const found = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (let drawn = 0; drawn < clusters; drawn++) times[random.below(clusters)]! += 1;
    // A seed that is drawn twice is measured once.
    const seeds = new Int32Array(first.length);
    for (let drawn = 0; drawn < first.length; drawn++) seeds[random.below(first.length)]! += 1;
    for (const [seed, often] of seeds.entries()) {
      if (often > 0)
        found[draw]! += (often * (valueAt(second[seed]!) - valueAt(first[seed]!))) / first.length;
    }
  }
  found.sort();
  return { low: quantile(found, 0.025), high: quantile(found, 0.975) };
}

function exchanged(
  { first, second, clusters, classes }: Counted,
  metric: PairedMetric,
  random: Random,
): { difference: number; p: number } {
  const width = 3 * classes;
  const seeds = first.length;
  const differs = Array.from({ length: clusters }, (_, cluster) => cluster).filter((cluster) =>
    first.some((counts, seed) => {
      for (let at = cluster * width; at < (cluster + 1) * width; at++)
        if (counts[at] !== second[seed]![at]) return true;
      return false;
    }),
  );
  const totals = (of: readonly Counts[]) =>
    of.map((counts) => {
      const sums = new Float64Array(width);
      for (let at = 0; at < counts.length; at++) sums[at % width]! += counts[at]!;
      return sums;
    });
  const [allFirst, allSecond] = [totals(first), totals(second)];
  // What moves from the first to the second where a cluster is exchanged, for each seed: (clusters that differ, 3C).
  const moves = first.map((counts, seed) =>
    Float64Array.from({ length: differs.length * width }, (_, at) => {
      const place = differs[Math.floor(at / width)]! * width + (at % width);
      return second[seed]![place]! - counts[place]!;
    }),
  );
  const [one, other] = [new Float64Array(width), new Float64Array(width)];
  const differenceOf = (isExchanged: (place: number) => boolean): number => {
    const places = differs.keys().filter(isExchanged).toArray();
    let sum = 0;
    for (let seed = 0; seed < seeds; seed++) {
      one.set(allFirst[seed]!);
      other.set(allSecond[seed]!);
      for (const place of places)
        for (let at = 0; at < width; at++) {
          const move = moves[seed]![place * width + at]!;
          one[at]! += move;
          other[at]! -= move;
        }
      sum += valueOf(other, classes, metric) - valueOf(one, classes, metric);
    }
    return sum / seeds;
  };
  const difference = differenceOf(() => false);
  // Sums of the same numbers in another order differ in their last places.
  const reached = (value: number) => Math.abs(value) >= Math.abs(difference) - 1e-12;
  let extreme = 0;
  if (differs.length <= allExchanges) {
    const all = 2 ** differs.length;
    for (let chosen = 0; chosen < all; chosen++) {
      if (reached(differenceOf((place) => ((chosen >> place) & 1) === 1))) extreme += 1;
    }
    return { difference, p: extreme / all };
  }
  for (let draw = 0; draw < exchanges; draw++) {
    if (reached(differenceOf(() => random.uint32() >= 2 ** 31))) extreme += 1;
  }
  return { difference, p: (1 + extreme) / (1 + exchanges) };
}
