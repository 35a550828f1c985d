import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Random } from '../../random.ts';
import { mcnemarExact } from '../../training/mcnemar.ts';
import { calibration, logLoss } from './calibration.ts';
import { clusterCorrelation, detectableDifference, effectiveTexts } from './detectable.ts';
import { holm } from './holm.ts';
import { pairedDifference } from './paired.ts';
import { seedSpread } from './spread.ts';

const numbers = z.array(z.number());
const range = z.tuple([z.number(), z.number()]);
/** Written by test/golden/make_statistics.py with SciPy, scikit-learn and statsmodels. */
const reference = z
  .object({
    holm: z.object({ p: numbers, corrected: numbers }),
    calibration: z.object({
      probabilities: z.array(numbers),
      truth: numbers,
      bins: numbers,
      accuracy: numbers,
      confidence: numbers,
      ece: z.number(),
      log_loss: z.number(),
    }),
    paired: z.object({
      truth: numbers,
      first: numbers,
      second: numbers,
      clusters: numbers,
      intervals: z.object({ accuracy: range, macroF1: range }),
      difference: z.object({ accuracy: z.number(), macroF1: z.number() }),
      p_accuracy: z.number(),
      few: z.number(),
      p_few: z.number(),
      p_mcnemar: z.number(),
    }),
    icc: z.object({ labels: numbers, clusters: numbers, value: z.number() }),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../../test/golden/statistics.json'), 'utf8')));

test('Holm corrects as statsmodels does, in the given order', () => {
  const { p, corrected } = reference.holm;
  for (const [index, value] of holm(p).entries()) expect(value).toBeCloseTo(corrected[index]!, 12);
  expect(holm([])).toEqual([]);
});

test('log loss, bins and calibration error are those of scikit-learn', () => {
  const { truth, ...given } = reference.calibration;
  const rows = given.probabilities.map((row) => Float32Array.from(row));
  // A probability of 0 of the true class counts as the least that there is, there and here.
  expect(logLoss(rows, truth)).toBeCloseTo(given.log_loss, 6);
  const { ece, bins } = calibration(rows, truth);
  expect(ece).toBeCloseTo(given.ece, 6);
  expect(bins.map(({ texts }) => texts)).toEqual(given.bins);
  const filled = bins.filter(({ texts }) => texts > 0);
  for (const [index, { accuracy, confidence }] of filled.entries()) {
    expect(accuracy).toBeCloseTo(given.accuracy[index]!, 6);
    expect(confidence).toBeCloseTo(given.confidence[index]!, 6);
  }
});

describe('two classifiers on the same texts', () => {
  const { truth, clusters, first, second, ...expected } = reference.paired;
  const given = { classes: 2, truth, clusters, first: [first], second: [second] };

  test.each(['accuracy', 'macroF1'] as const)(
    '%s: the interval is that of SciPy over whole clusters',
    (metric) => {
      const { difference, low, high } = pairedDifference(given, metric);
      expect(difference).toBeCloseTo(expected.difference[metric], 9);
      const [lowest, highest] = expected.intervals[metric];
      // Both draw by chance: 2,000 draws place an end to a few thousandths.
      expect(Math.abs(low - lowest)).toBeLessThan(0.012);
      expect(Math.abs(high - highest)).toBeLessThan(0.012);
    },
  );

  test('the p-value is that of SciPy, which turns the signs of clusters', () => {
    expect(Math.abs(pairedDifference(given, 'accuracy').p - expected.p_accuracy)).toBeLessThan(0.01);
    const cut = (values: readonly number[]) => values.slice(0, expected.few);
    const few = {
      classes: 2,
      truth: cut(truth),
      clusters: cut(clusters),
      first: [cut(first)],
      second: [cut(second)],
    };
    expect(pairedDifference(few, 'accuracy').p).toBeCloseTo(expected.p_few, 9);
  });

  test('with clusters of one text it is the exact test of McNemar', () => {
    const apart = { ...given, clusters: [...truth.keys()] };
    expect(Math.abs(pairedDifference(apart, 'accuracy').p - expected.p_mcnemar)).toBeLessThan(0.01);
    const tiny = {
      classes: 2,
      truth: Array.from({ length: 20 }, () => 1),
      clusters: [...Array.from({ length: 20 }).keys()],
      first: [Array.from({ length: 20 }, (_, text) => (text < 9 ? 0 : 1))],
      second: [Array.from({ length: 20 }, (_, text) => (text === 19 ? 0 : 1))],
    };
    expect(pairedDifference(tiny, 'accuracy').p).toBeCloseTo(mcnemarExact(1, 9), 12);
  });

  test('an interval over two clusters has the ends that all four draws have', () => {
    // Draws: (0, 0), (0, 1), (1, 0), (1, 1) of equal size, so differences 0, 0.25, 0.25 and 0.5.
    const two = {
      classes: 2,
      truth: [1, 1, 1, 1],
      clusters: [0, 0, 1, 1],
      first: [[1, 1, 0, 1]],
      second: [[1, 1, 1, 1]],
    };
    expect(pairedDifference(two, 'accuracy')).toMatchObject({ difference: 0.25, low: 0, high: 0.5, p: 1 });
  });

  test('several seeds widen the interval, and their mean is compared', () => {
    const seeds = { ...given, first: [first, first], second: [second, first] };
    const found = pairedDifference(seeds, 'accuracy');
    expect(found.difference).toBeCloseTo(expected.difference.accuracy / 2, 9);
    const one = pairedDifference(given, 'accuracy');
    // Seeds of which one gains all and one nothing: either may be drawn twice.
    expect(found.high).toBeGreaterThan(one.difference);
    expect(found.low).toBeLessThanOrEqual(0.001);
  });

  test('the same classifier twice is no difference', () => {
    const same = pairedDifference({ ...given, second: [first] }, 'macroF1');
    expect(same).toEqual({ difference: 0, low: 0, high: 0, p: 1 });
  });

  test('where there is nothing to find, it is found no more often than the level says', () => {
    let claims = 0;
    const repeats = 300;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const random = new Random(repeat + 1);
      // Ten clusters of five texts, in each of which both are right about equally often, and alike within a cluster.
      const clusterOf = Array.from({ length: 50 }, (_, text) => Math.floor(text / 5));
      const luck = Array.from({ length: 2 }, () => Array.from({ length: 10 }, () => random.uniform()));
      const said = luck.map((of) => clusterOf.map((cluster) => Number(random.uniform() < of[cluster]!)));
      const { p } = pairedDifference(
        {
          classes: 2,
          truth: clusterOf.map(() => 1),
          clusters: clusterOf,
          first: [said[0]!],
          second: [said[1]!],
        },
        'accuracy',
        random,
      );
      claims += Number(p <= 0.05);
    }
    // Binomial(300, .05) is above 26 once in a hundred times.
    expect(claims).toBeLessThanOrEqual(26);
    expect(claims).toBeGreaterThan(0);
  });
});

describe('what a test part can show', () => {
  /** P(McNemar's test without correction rejects), by drawing test parts. */
  function power(n: number, discordant: number, difference: number): number {
    const random = new Random(11);
    let found = 0;
    const repeats = 4000;
    for (let repeat = 0; repeat < repeats; repeat++) {
      let [b, c] = [0, 0];
      for (let text = 0; text < n; text++) {
        const draw = random.uniform();
        if (draw < (discordant - difference) / 2) b += 1;
        else if (draw < discordant) c += 1;
      }
      if (b + c > 0 && (c - b) ** 2 / (b + c) > 3.841458820694124) found += 1;
    }
    return found / repeats;
  }

  test.each([
    [300, 0.2],
    [1035, 0.1],
    [1000, 0.3],
  ])(
    'of %i texts with %f discordant, the smallest difference is found four times of five',
    (n, discordant) => {
      const difference = detectableDifference(n, discordant)!;
      expect(Math.abs(power(n, discordant, difference) - 0.8)).toBeLessThan(0.03);
      expect(power(n, discordant, difference / 2)).toBeLessThan(0.5);
    },
  );

  test('a handful of texts show nothing', () => {
    expect(detectableDifference(20, 0.1)).toBeNull();
  });

  test('texts of a cluster that say the same count once', () => {
    const { labels, clusters, value } = reference.icc;
    expect(clusterCorrelation(labels, clusters)).toBeCloseTo(value, 9);
    const pairs = Array.from({ length: 40 }, (_, text) => Math.floor(text / 2));
    const same = pairs.map((pair) => pair % 2);
    expect(clusterCorrelation(same, pairs)).toBeCloseTo(1, 12);
    expect(effectiveTexts(pairs, clusterCorrelation(same, pairs))).toBeCloseTo(20, 9);
    expect(effectiveTexts(pairs, 0)).toBe(40);
    expect(clusterCorrelation(same, [...pairs.keys()])).toBe(0);
  });
});

test('mean and deviation over seeds', () => {
  expect(seedSpread([0.7, 0.8, 0.9])).toEqual({ mean: expect.closeTo(0.8, 12), sd: expect.closeTo(0.1, 12) });
  expect(seedSpread([0.7])).toEqual({ mean: 0.7, sd: null });
});
