import { expect, test } from 'vitest';
import { inCountingOrder } from './class-order.ts';
import type { Scores } from './types.ts';

function scoresOf(classes: string[]): Scores {
  const perClass = classes.map((value) => ({ value, precision: 0, recall: 0, f1: 0, support: 1 }));
  const confusion = classes.map((truth) => classes.map((said) => 100 * Number(truth) + Number(said)));
  return { n: 3, accuracy: 0, macroF1: 0, weightedF1: 0, classes, perClass, confusion };
}

test('classes that are numbers are shown in counting order, with their scores and their confusions', () => {
  const shown = inCountingOrder(scoresOf(['0', '10', '2']));
  expect(shown.classes).toEqual(['0', '2', '10']);
  expect(shown.perClass.map(({ value }) => value)).toEqual(shown.classes);
  expect(shown.confusion).toEqual([
    [0, 2, 10],
    [200, 202, 210],
    [1000, 1002, 1010],
  ]);
});

test('classes with names stay as the run has them', () => {
  const scores = scoresOf(['up', 'down', '3']);
  expect(inCountingOrder(scores)).toBe(scores);
});
