import { describe, expect, it } from 'vitest';
import type { MetricPoint } from '../../src-main/api/types.ts';
import { compareCurvesOption, compareCurvesTable, metricNames } from './compare-curves.ts';
import { palette } from './fixtures.testing.ts';

function points(name: string, ...values: number[]): MetricPoint[] {
  return values.map((value, index) => ({ name, step: 10 * (index + 1), epoch: index + 1, value }));
}

const curves = [
  { run: 4, points: [...points('train.loss', 0.7, 0.6), ...points('valid.macroF1', 0.5, 0.8)] },
  { run: 2, points: points('valid.top1', 0.1) },
];

describe('curves of several runs', () => {
  it('offer every metric that a run has, what people look at first', () => {
    expect(metricNames(curves)).toEqual(['valid.macroF1', 'train.loss', 'valid.top1']);
  });

  it('are a line a run, each in a colour of its own, also where a run lacks the metric', () => {
    const { series, xAxis } = compareCurvesOption(curves, 'valid.macroF1', 'step', palette);
    expect(xAxis).toMatchObject({ name: 'step' });
    expect(series).toMatchObject([
      {
        name: 'run 4',
        data: [
          [10, 0.5],
          [20, 0.8],
        ],
        itemStyle: { color: palette.runs[0] },
      },
      { name: 'run 2', data: [], itemStyle: { color: palette.runs[1] } },
    ]);
  });

  it('are exported with every metric', () => {
    const { rows } = compareCurvesTable(curves);
    expect(rows).toHaveLength(5);
    expect(rows).toContainEqual([4, 'valid.macroF1', 20, 2, 0.8]);
  });
});
