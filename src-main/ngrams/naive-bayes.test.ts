import { expect, test } from 'vitest';
import { fitNaiveBayesRows } from './naive-bayes.ts';
import { scoreRows } from './sparse-rows.ts';

test('naive Bayes weighs columns as scikit-learn’s MultinomialNB(alpha=0.1)', () => {
  const rows = {
    width: 3,
    offsets: Int32Array.of(0, 2, 3, 5, 6),
    columns: Int32Array.of(0, 1, 1, 0, 2, 2),
    values: Float64Array.of(0.6, 0.8, 1, 0.28, 0.96, 1),
  };
  const scores = scoreRows(rows, fitNaiveBayesRows(rows, [0, 0, 1, 1], 2));
  // From scikit-learn 1.2: the rows times the difference of feature_log_prob_, both classes being as frequent.
  const odds = scores.map((row) => row[0]! - row[1]!);
  for (const [row, published] of [2.63657386, 2.88335129, -2.80897363, -3.08637877].entries()) {
    expect(odds[row]).toBeCloseTo(published, 7);
  }
});

test('a class without texts is improbable, not impossible', () => {
  const rows = {
    width: 1,
    offsets: Int32Array.of(0, 1),
    columns: Int32Array.of(0),
    values: Float64Array.of(1),
  };
  const [scores] = scoreRows(rows, fitNaiveBayesRows(rows, [0], 2));
  expect(scores![1]).toBeLessThan(scores![0]!);
  expect(Number.isFinite(scores![1])).toBe(true);
});
