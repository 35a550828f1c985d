import { expect, it } from 'vitest';
import { palette } from './fixtures.testing.ts';
import { faithfulnessTable } from './faithfulness.ts';
import { windowCurvesOption, windowCurvesTable, windowCurvesWords } from './window-curves.ts';

const curves = {
  classes: ['down', 'up'],
  grown: [
    { texts: 0, probabilities: [0.5, 0.5] },
    { texts: 1, probabilities: [0.125, 0.875] },
  ],
  slid: [{ skipped: 0, texts: 1, probabilities: [0.125, 0.875] }],
};

it('draws a line for each class, with the explained one in the first colour', () => {
  const { series } = windowCurvesOption(curves, { of: 'grown', target: 1 }, palette);
  expect(series).toMatchObject([
    {
      name: 'down',
      itemStyle: { color: palette.runs[1] },
      data: [
        [0, 0.5],
        [1, 0.125],
      ],
    },
    {
      name: 'up',
      itemStyle: { color: palette.runs[0] },
      data: [
        [0, 0.5],
        [1, 0.875],
      ],
    },
  ]);
  expect(windowCurvesTable(curves, 'slid')).toEqual({
    columns: ['skipped', 'down', 'up'],
    rows: [[0, 0.125, 0.875]],
  });
  expect(windowCurvesWords(curves, 'grown')).toBe('down 0.500 to 0.125, up 0.500 to 0.875');
});

it('leaves out an order that a run does not have', () => {
  const known = { mean: 0.5, low: 0.25, high: 0.75, n: 3, clusters: 2 };
  const none = { mean: null, low: null, high: null, n: 0, clusters: 0 };
  const { rows } = faithfulnessTable({ attention: null, leaveOneOut: known, recency: none, random: known });
  expect(rows).toEqual([
    ['leave-one-out', 0.5, 0.25, 0.75],
    ['chance', 0.5, 0.25, 0.75],
  ]);
});
