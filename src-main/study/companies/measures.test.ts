import { expect, test } from 'vitest';
import { differenceOf, drawnCompanies, intervalOf } from './by-company.ts';
import { correlation, daysAfter } from '../../companies/residual-returns.ts';
import { chanceOf, sectorAgreement } from './sector-agreement.ts';
import { softmaxRegression } from './softmax-regression.ts';
import { neighbourStability } from './stability.ts';

const vectors = Array.from({ length: 14 }, (_, i) =>
  Float32Array.from({ length: 4 }, (__, j) => ((i * 5 + j * 7) % 11) - 3 + ((i * j) % 4)),
);
const sectors = 'abcababcabcaba'.split('');
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** By NearestNeighbors and roc_auc_score of scikit-learn 1.9.1, after the mean vector was subtracted. */
test('agreement of sectors is that of scikit-learn', () => {
  const found = sectorAgreement(vectors, sectors);
  expect(mean(found.map(({ at1 }) => at1))).toBeCloseTo(0.2857142857, 9);
  expect(mean(found.map(({ at5 }) => at5))).toBeCloseTo(0.2428571429, 9);
  expect(mean(found.map(({ at10 }) => at10))).toBeCloseTo(0.3214285714, 9);
  expect(mean(found.map(({ auc }) => auc))).toBeCloseTo(0.4618506494, 9);
  expect(chanceOf(sectors)).toBeCloseTo(0.3076923077, 9);
});

test('a vector that all have in common changes no neighbour', () => {
  const shifted = vectors.map((vector) => vector.map((value) => value + 50));
  expect(sectorAgreement(shifted, sectors)).toEqual(sectorAgreement(vectors, sectors));
});

test('stability is the mean Jaccard index of the nearest, as with scikit-learn', () => {
  const factors = [1, -1, 2, 1];
  const other = vectors.map((vector) => vector.toReversed().map((value, i) => value * factors[i]!));
  expect(neighbourStability(vectors, other, 3)).toBeCloseTo(0.8928571429, 9);
  expect(neighbourStability(vectors, vectors, 3)).toBe(1);
  // A company of which one half knows nothing is left out of both.
  expect(
    neighbourStability([...vectors, Float32Array.of(1, 2, 3, 4)], [...vectors, new Float32Array(4)], 3),
  ).toBe(1);
  // Where all are among the nearest, or nothing is known, it says nothing.
  expect(neighbourStability(vectors.slice(0, 4), other.slice(0, 4), 3)).toBeNull();
  expect(neighbourStability([new Float32Array(4)], [new Float32Array(4)], 3)).toBeNull();
});

test('intervals draw companies: of equal shares they are nothing, and a paired difference is narrower', () => {
  const size = 200;
  const drawn = drawnCompanies(size);
  const counts = new Float64Array(size).fill(1);
  expect(intervalOf({ sums: counts, counts }, drawn)).toEqual({ low: 1, high: 1 });
  const first = { sums: Float64Array.from({ length: size }, (_, at) => at % 2), counts };
  const second = { sums: first.sums.map((value, at) => (at < 20 ? 0 : value)), counts };
  // Standard error of a share of a half over 200: .0354.
  const { low, high } = intervalOf(first, drawn);
  expect(high - low).toBeGreaterThan(3.3 * 0.0354);
  expect(high - low).toBeLessThan(4.5 * 0.0354);
  const paired = differenceOf(first, second, drawn);
  expect(paired.difference).toBeCloseTo(0.05, 12);
  expect(paired.high - paired.low).toBeLessThan((high - low) / 2);
});

test('a company with many texts counts by its texts', () => {
  const given = { sums: Float64Array.of(9, 0), counts: Float64Array.of(9, 1) };
  const { low, high } = intervalOf(given, [Int32Array.of(1, 1)]);
  expect([low, high]).toEqual([0.9, 0.9]);
});

test('correlations are over the days that both have, and only of the following period', () => {
  const days = Array.from({ length: 30 }, (_, day) => `2018-07-${String(day + 1).padStart(2, '0')}`);
  const one = Float64Array.from(days, (_, day) => Math.sin(day));
  const other = one.map((value, day) => (day === 3 ? Number.NaN : 1 - 2 * value));
  expect(correlation(one, other)).toBeCloseTo(-1, 12);
  expect(correlation(one.subarray(0, 10), other.subarray(0, 10))).toBeNull();
  const later = daysAfter({ days, rows: [one, other] }, Date.UTC(2018, 6, 3, 23, 59));
  expect(later.days[0]).toBe('2018-07-04');
  expect([...later.rows[0]!]).toEqual([...one.subarray(3)]);
  expect(daysAfter({ days, rows: [one] }, Date.UTC(2019, 0)).days).toEqual([]);
});

test('softmax regression finds words that tell companies apart', () => {
  const texts = Array.from({ length: 60 }, (_, at) => ({
    company: at % 3,
    words: [`kind${at % 3}`, `common${at % 5}`, `also${at % 2}`],
  }));
  const score = softmaxRegression(texts, 3, 1, new AbortController().signal)!;
  for (const company of [0, 1, 2]) {
    const scores = [...score([`kind${company}`, 'common1', 'unknown'])];
    expect(scores.indexOf(Math.max(...scores))).toBe(company);
  }
});
