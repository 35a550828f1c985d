import { expect, test } from 'vitest';
import { learningCurvesOption } from './learning-curves.ts';
import { trainingStages } from './training-stages.ts';
import { palette } from './fixtures.testing.ts';

const point = (name: string, epoch: number, value: number) => ({ name, step: 10 * epoch, epoch, value });

const metrics = [
  point('train.loss', 1, 0.6),
  point('valid.loss', 1, 0.5),
  point('valid.macroF1', 1, 0.7),
  point('context.valid.loss', 0, 0.5),
  point('context.train.loss', 1, 0.4),
  point('context.valid.loss', 1, 0.45),
  point('context.valid.macroF1', 1, 0.72),
];

test('a training of one stage has one chart', () => {
  expect(trainingStages(metrics.slice(0, 3))).toMatchObject([{ title: 'Learning curves' }]);
});

test('a text model and its context branch have a chart each, and no loss stands in both', () => {
  const stages = trainingStages(metrics);
  const drawn = stages.map(({ metrics: of }) => {
    const { series } = learningCurvesOption(of, 2, palette);
    return [series].flat().map((one) => one && 'data' in one && one.data);
  });
  expect(drawn).toEqual([
    [[[1, 0.6]], [[1, 0.5]], [[1, 0.7]]],
    [
      [[1, 0.4]],
      [
        [0, 0.5],
        [1, 0.45],
      ],
      [[1, 0.72]],
    ],
  ]);
});
