import { expect, test } from 'vitest';
import { scores } from '../training/metrics.ts';
import { cautionsOf } from './cautions.ts';
import type { SplitReport } from './scores.ts';

const split: SplitReport = {
  train: 8,
  valid: 1,
  test: 1,
  leftOut: 0,
  trainUntil: null,
  testFrom: null,
  by: 'time',
};
const baselines = {};
const asked = (split: string | undefined, unit: string) => ({ asked: split, unit, nameOf: String });

/** Days that rise and fall by turns, of which so many are predicted to rise and to fall. */
function days(asUp: number, asDown: number) {
  const truth = Array.from({ length: asUp + asDown }, (_, i) => i % 2);
  const predicted = truth.map((_, i) => (i < asUp ? 1 : 0));
  return scores(truth, predicted, ['down', 'up']);
}

test('a model that gives one answer is said to', () => {
  expect(cautionsOf({ split, baselines, test: days(22_655, 25) }, asked('time', 'days'))).toEqual([
    expect.stringMatching(/^The model answers “up” for 22,655 of 22,680 test days, whatever it reads/),
  ]);
  expect(cautionsOf({ split, baselines, test: days(10, 0) }, asked('time', 'days'))[0]).toContain(
    'for all 10 test days',
  );
  expect(cautionsOf({ split, baselines, test: days(9, 1) }, asked('time', 'days'))).toEqual([]);
});

test('the one answer is called as its class is named', () => {
  const nameOf = (value: string) => (value === 'up' ? 'rise' : value);
  const said = cautionsOf({ split, baselines, test: days(10, 0) }, { asked: 'time', unit: 'days', nameOf });
  expect(said[0]).toContain('The model answers “rise” for');
});

test('a split that could not be made as asked is said', () => {
  const result = { split: { ...split, by: 'chance' as const }, baselines, test: days(5, 5) };
  expect(cautionsOf(result, asked('time', 'texts'))).toEqual([
    expect.stringMatching(/^A split by time was asked for, .* drawn at random instead$/),
  ]);
  expect(cautionsOf(result, asked('stratified', 'texts'))).toEqual([]);
  expect(cautionsOf(result, asked(undefined, 'texts'))).toEqual([]);
});

test('a simple model that is more accurate is named, with both accuracies', () => {
  // The second and fourth of the first five days rise, the second and fourth of the last five fall: 4 of 10.
  const test = days(5, 5);
  const better = { ...test, accuracy: test.accuracy + 0.1 };
  const result = { split, test, baselines: { majority: test, naiveBayes: better } };
  expect(cautionsOf(result, asked('time', 'days'))).toEqual([
    `A simple model is more accurate on the same test part: naive Bayes, .500 against .400`,
  ]);
  expect(cautionsOf({ ...result, baselines: { majority: test } }, asked('time', 'days'))).toEqual([]);
});
