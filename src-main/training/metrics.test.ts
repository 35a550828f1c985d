import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discordant, mcnemarExact } from './mcnemar.ts';
import { averages, confusionMatrix, kappa, matthews, scores } from './metrics.ts';
import { createPlateau } from './plateau.ts';

describe('scores', () => {
  test('of the example in the manual of scikit-learn', () => {
    // classification_report of y_true = [0, 1, 2, 2, 2], y_pred = [0, 0, 2, 2, 1]
    const found = scores([0, 1, 2, 2, 2], [0, 0, 2, 2, 1], ['class 0', 'class 1', 'class 2']);
    const rows = found.perClass.map(({ precision, recall, f1, support }) => [
      ...[precision, recall, f1].map((value) => Number(value.toFixed(2))),
      support,
    ]);
    expect(rows).toEqual([
      [0.5, 1, 0.67, 1],
      [0, 0, 0, 1],
      [1, 0.67, 0.8, 3],
    ]);
    expect(found.accuracy).toBe(0.6);
    expect(Number(found.macroF1.toFixed(2))).toBe(0.49);
    expect(Number(found.weightedF1.toFixed(2))).toBe(0.61);
  });

  test('a class that nobody claims and nobody has takes no part in the macro mean', () => {
    expect(scores([0, 1], [0, 1], ['a', 'b', 'c']).macroF1).toBe(1);
    expect(scores([0, 1], [0, 2], ['a', 'b', 'c']).macroF1).toBeCloseTo(1 / 3, 12);
  });

  test('nothing to score is 0 and no error', () => {
    expect(scores([], [], ['a', 'b'])).toMatchObject({ n: 0, accuracy: 0, macroF1: 0, weightedF1: 0 });
    expect(matthews([[0]])).toBe(0);
  });

  test('lengths that differ and labels that are no classes are refused', () => {
    expect(() => scores([0], [], ['a'])).toThrow('0 predictions for 1 truths');
    expect(() => scores([0], [1], ['a'])).toThrow('item 0');
    expect(() => scores([0.5], [0], ['a'])).toThrow('item 0');
  });

  test('weighted recall is accuracy, and every item is counted once', () => {
    const item = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), (items) => {
        const [truth, predicted] = [items.map(([t]) => t), items.map(([, p]) => p)];
        const found = scores(truth, predicted, ['a', 'b', 'c', 'd']);
        expect(averages(found.confusion, 'weighted').recall).toBeCloseTo(found.accuracy, 12);
        expect(found.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(items.length);
      }),
    );
  });

  test('Matthews of two classes is the coefficient of the four counts', () => {
    const confusion = confusionMatrix([0, 0, 0, 1, 1, 1, 1], [0, 1, 0, 1, 1, 0, 1], 2);
    const [tn, fp, fn, tp] = confusion.flat() as [number, number, number, number];
    expect(matthews(confusion)).toBeCloseTo(
      (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
      12,
    );
  });
});

describe('exact McNemar', () => {
  test('is twice the binomial tail, counted out', () => {
    // 2 * (1 + 8 + 28) / 2^8
    expect(mcnemarExact(2, 6)).toBeCloseTo((2 * 37) / 256, 12);
    expect(mcnemarExact(6, 2)).toBe(mcnemarExact(2, 6));
    expect(mcnemarExact(0, 10)).toBeCloseTo(2 / 1024, 12);
    expect(mcnemarExact(4, 4)).toBe(1);
    expect(mcnemarExact(0, 0)).toBe(1);
  });

  test('holds where 2^n is beyond a double', () => {
    // Normal approximation with continuity correction: z = (|1400 - 1300| - 1) / sqrt(2700) = 1.9053, p = 0.0567.
    expect(mcnemarExact(1300, 1400)).toBeCloseTo(0.0567, 3);
  });

  test('counts the items that exactly one got right', () => {
    expect(discordant([0, 1, 1, 0], [0, 1, 0, 1], [1, 1, 1, 1])).toEqual({ onlyFirst: 1, onlySecond: 1 });
  });
});

test('a plateau lowers the rate after its patience, and not below the minimum', () => {
  const plateau = createPlateau(1, { patience: 1, factor: 0.5, minimum: 0.4 });
  expect([5, 4, 4, 4, 4, 4, 3].map((value) => plateau.step(value))).toEqual([1, 1, 1, 0.5, 0.5, 0.4, 0.4]);
});

test("Cohen's kappa: the example of Cohen's table, and of scikit-learn's documentation", () => {
  // 50 proposals, read by two (Wikipedia, Cohen's kappa): observed agreement 0.7, by chance 0.5.
  expect(
    kappa([
      [20, 5],
      [10, 15],
    ]),
  ).toBeCloseTo(0.4, 12);
  // cohen_kappa_score(["negative", "positive", "negative", "neutral", "positive"], ["negative", "positive", "negative", "neutral", "negative"])
  expect(
    kappa([
      [2, 0, 0],
      [0, 1, 0],
      [1, 0, 1],
    ]),
  ).toBeCloseTo(0.6875, 12);
  expect(
    kappa([
      [5, 0],
      [0, 0],
    ]),
  ).toBeNaN();
});
