import { expect, test } from 'vitest';
import { baselineName } from './baseline-names.ts';

test.each([
  ['naiveBayes', 'naive Bayes'],
  ['logisticRegression', 'logistic regression'],
  ['nGrams', 'n-grams'],
  ['dayBefore', 'the move of the previous day'],
  ['as the day before', 'the move of the previous day'],
  ['majority', 'majority'],
])('%s is shown as %s', (key, name) => expect(baselineName(key)).toBe(name));

test('a key without a name of its own is never shown as a key', () => {
  expect(baselineName('nearestNeighbour')).toBe('nearest neighbour');
});
