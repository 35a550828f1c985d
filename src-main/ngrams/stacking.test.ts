import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { pooledScores, poolWeights } from './stacking.ts';
import { softmaxInPlace } from './sparse-rows.ts';

/** An expert that is right about `share` of the texts, and says so by scores of a size. */
function expert(labels: readonly number[], share: number, size: number, random: Random): Float64Array[] {
  return labels.map((label) => {
    const said = random.uniform() < share ? label : (label + 1 + random.below(2)) % 3;
    return Float64Array.from([0, 1, 2], (k) => (k === said ? size : 0));
  });
}

function penalisedLoss(
  experts: Float64Array[][],
  labels: number[],
  weights: number[],
  start: number[],
): number {
  let sum = 0;
  for (const [j, weight] of weights.entries()) sum += (weight - start[j]!) ** 2;
  for (const [text, label] of labels.entries()) {
    const p = pooledScores(experts, weights, text);
    softmaxInPlace(p);
    sum -= Math.log(p[label]!);
  }
  return sum;
}

describe('the weights of a pool of opinions', () => {
  const random = new Random(4);
  const labels = Array.from({ length: 80 }, () => random.below(3));
  const good = expert(labels, 0.9, 2, random);
  const loud = expert(labels, 0.6, 12, random);
  const noise = expert(labels, 1 / 3, 3, random);

  test('are those of the lowest loss, as a search over a grid finds them', () => {
    const experts = [good, loud, noise];
    const start = [0.5, 0.5, 0];
    const found = poolWeights(experts, labels, start);
    const least = penalisedLoss(experts, labels, found, start);
    let best = Infinity;
    for (let a = 0; a <= 2.5; a += 0.1)
      for (let b = 0; b <= 0.6; b += 0.03)
        for (let c = 0; c <= 0.6; c += 0.03)
          best = Math.min(best, penalisedLoss(experts, labels, [a, b, c], start));
    expect(least).toBeLessThanOrEqual(best);
    expect(best - least).toBeLessThan(0.5);
  });

  test('give what is loud and often wrong little, and are never below 0', () => {
    const contrary = expert(labels, 0.05, 2, random);
    const [ofGood, ofLoud, ofContrary] = poolWeights([good, loud, contrary], labels, [0.5, 0.5, 0.5]);
    expect(ofGood).toBeGreaterThan(1);
    expect(ofLoud).toBeLessThan(0.3);
    expect(ofContrary).toBe(0);
  });

  test('stay near the start where there are few texts', () => {
    const [a, b] = poolWeights([good.slice(0, 1), loud.slice(0, 1)], labels.slice(0, 1), [0.5, 0.5]);
    expect(Math.abs(a! - 0.5)).toBeLessThan(0.5);
    expect(Math.abs(b! - 0.5)).toBeLessThan(1);
  });
});
