import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { fitNgrams } from './experts.ts';
import { stackWeights } from './stack-weights.ts';

const random = new Random(7);

/** Labels of three classes, of which the last is frequent. */
function drawn(count: number): number[] {
  return Array.from({ length: count }, () => {
    const chance = random.uniform();
    return chance < 0.1 ? 0 : chance < 0.2 ? 1 : 2;
  });
}

/** Scores that favour the true class by `size`, in noise of the size 1. */
function opinions(labels: readonly number[], size: number): Float64Array[] {
  const noise = () =>
    Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  return labels.map((label) => Float64Array.from([0, 1, 2], (k) => noise() + (k === label ? size : 0)));
}

describe('the weights of a stack', () => {
  const [train, valid] = [drawn(600), drawn(200)];
  const even = new Float32Array([1, 1, 1]);

  test('give what knows nothing nothing, be it the model or the n-grams', () => {
    const held = (labels: readonly number[], sizes: [number, number]) => ({
      labels,
      linear: opinions(labels, sizes[0]),
      naiveBayes: opinions(labels, sizes[1]),
    });
    const blind = stackWeights(
      held(train, [2, 0]),
      { ...held(valid, [2, 0]), model: opinions(valid, 0) },
      even,
    );
    expect(blind.model).toBeLessThan(0.15);
    expect(blind.naiveBayes).toBeLessThan(0.15);
    expect(blind.linear).toBeGreaterThan(1);
    const reads = stackWeights(
      held(train, [0, 0]),
      { ...held(valid, [0, 0]), model: opinions(valid, 2) },
      even,
    );
    expect(reads.linear + reads.naiveBayes).toBeLessThan(0.15);
    expect(reads.model).toBeGreaterThan(1);
  });

  test('count errors of rare classes as often as the model does', () => {
    // Naive Bayes knows the rare classes alone, the linear classifier the frequent one alone.
    const of = (labels: readonly number[]) => ({
      labels,
      linear: opinions(labels, 1).map((scores, at) =>
        labels[at] === 2 ? scores.map((s, k) => s + 2 * Number(k === 2)) : scores,
      ),
      naiveBayes: opinions(labels, 1).map((scores, at) =>
        labels[at] === 2 ? scores : scores.map((s, k) => s + 2 * Number(k === labels[at])),
      ),
    });
    const [oof, held] = [of(train), { ...of(valid), model: opinions(valid, 0) }];
    const alike = stackWeights(oof, held, even);
    const balanced = stackWeights(oof, held, new Float32Array([3.33, 3.33, 0.42]));
    const shareOfBayes = ({ linear, naiveBayes }: typeof alike) => naiveBayes / (linear + naiveBayes);
    expect(shareOfBayes(balanced)).toBeGreaterThan(shareOfBayes(alike) + 0.1);
  });

  test('start from the better one where nothing was held out', () => {
    const nothing = { labels: [], linear: [], naiveBayes: [] };
    expect(stackWeights(nothing, { ...nothing, model: [] }, even)).toEqual({
      model: 0,
      linear: 1,
      naiveBayes: 0,
    });
  });
});

test('class weights shift the scores of n-grams by their logarithms', async () => {
  const items = Array.from({ length: 40 }, (_, at) => ({
    text: at % 4 === 0 ? 'up now' : 'flat now',
    label: Number(at % 4 === 0),
  }));
  const options = { seed: 1, signal: new AbortController().signal };
  const plain = await fitNgrams(items, 2, { ...options, classWeights: null });
  const weighted = await fitNgrams(items, 2, { ...options, classWeights: new Float32Array([0.5, 2]) });
  for (const expert of ['linear', 'naiveBayes'] as const) {
    expect(weighted[expert].weights).toEqual(plain[expert].weights);
    for (const [k, shift] of [Math.log(0.5), Math.log(2)].entries()) {
      expect(weighted[expert].bias[k]! - plain[expert].bias[k]!).toBeCloseTo(shift, 6);
    }
  }
});
