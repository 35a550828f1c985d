import { expect, it } from 'vitest';
import type { LearningCurve } from '../../src-main/api/types.ts';
import { palette } from './fixtures.testing.ts';
import { spreadText, trainingSizesOption, trainingSizesTable } from './training-sizes.ts';

const scores = (mean: number, deviation: number | null) => ({
  accuracy: { mean, deviation },
  macroF1: { mean: mean / 2, deviation },
});
const curve: LearningCurve = {
  curve: 3,
  recipe: 'topic',
  n: 50,
  points: [
    { size: 10, runs: [3, 4], test: scores(0.5, 0.125), baselines: { majority: scores(0.25, null) } },
    { size: 1000, runs: [5, 6], test: scores(0.75, 0.0625), baselines: { majority: scores(0.25, null) } },
  ],
};

it('sizes stand on a logarithmic axis, with a band of one deviation either side', () => {
  const { xAxis, series } = trainingSizesOption(curve, 'accuracy', palette);
  expect(xAxis).toMatchObject({ min: 1, max: 3 });
  expect(series).toMatchObject([
    {
      stack: 'band',
      data: [
        [1, 0.375],
        [3, 0.6875],
      ],
    },
    {
      stack: 'band',
      data: [
        [1, 0.25],
        [3, 0.125],
      ],
    },
    {
      name: 'majority',
      data: [
        [1, 0.25],
        [3, 0.25],
      ],
    },
    {
      name: 'topic',
      data: [
        [1, 0.5],
        [3, 0.75],
      ],
    },
  ]);
});

it('the score that is asked for is drawn', () => {
  const { series } = trainingSizesOption(curve, 'macroF1', palette);
  expect(series).toMatchObject([
    {},
    {},
    {},
    {
      data: [
        [1, 0.25],
        [3, 0.375],
      ],
    },
  ]);
});

it('the export has a row a size and model', () => {
  const { columns, rows } = trainingSizesTable(curve);
  expect(columns).toHaveLength(7);
  expect(rows).toEqual([
    [10, 'topic', 2, 0.5, 0.125, 0.25, 0.125],
    [10, 'majority', 2, 0.25, null, 0.125, null],
    [1000, 'topic', 2, 0.75, 0.0625, 0.375, 0.0625],
    [1000, 'majority', 2, 0.25, null, 0.125, null],
  ]);
});

it('a single seed has no deviation', () => {
  expect(spreadText({ mean: 0.8271, deviation: 0.0231 })).toBe('.827 ± .023');
  expect(spreadText({ mean: 0.8271, deviation: null })).toBe('.827');
});
