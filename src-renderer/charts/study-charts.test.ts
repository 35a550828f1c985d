import { expect, test } from 'vitest';
import type { IntervalRow } from '../../src-main/api/types.ts';
import { palette } from './fixtures.testing.ts';
import { intervalsOption, intervalText, signedPoints } from './study-intervals.ts';
import { reliabilityOption, sizesOption } from './study-lines.ts';

const rows: IntervalRow[] = [
  { name: 'cross-attention', role: 'context', difference: 0.028, low: 0.006, high: 0.052 },
  { name: 'window of another company', role: 'placebo', difference: -0.001, low: -0.01, high: 0.008 },
  { name: 'texts that came after', role: 'leak', difference: 0.12, low: 0.09, high: 0.15 },
];

test('a difference is in points, and has no sign where it rounds to none', () => {
  expect(signedPoints(0.028)).toBe('+2.8');
  expect(signedPoints(-0.0126)).toBe('−1.3');
  expect([signedPoints(0.0004), signedPoints(-0.0004)]).toEqual(['0.0', '0.0']);
  expect(intervalText(rows[0]!)).toBe('+2.8 [+0.6, +5.2]');
});

test('an interval is drawn to scale in the line of its arm, with the zero line, and marked by what the arm is for', () => {
  const { xAxis, yAxis, series, legend } = intervalsOption(rows, palette);
  expect(yAxis).toMatchObject({
    inverse: true,
    data: [
      'cross-attention',
      'window of another company (placebo)',
      'texts that came after (never to be used)',
    ],
  });
  expect(legend).toMatchObject({
    data: [
      { name: 'context', icon: 'circle' },
      { name: 'placebo', icon: 'triangle' },
      { name: 'leak detector, never to be used', icon: 'rect' },
    ],
  });
  const { min, max, interval } = xAxis as { min: number; max: number; interval: number };
  // Every line of the axis is as far from the next.
  expect([min / interval, max / interval].every(Number.isInteger)).toBe(true);
  expect(min).toBeLessThanOrEqual(-1);
  expect(max).toBeGreaterThanOrEqual(15);
  expect(series).toMatchObject([
    {
      type: 'line',
      data: [
        [expect.closeTo(0.6), 0],
        [expect.closeTo(5.2), 0],
        ['-', 0],
      ],
      markLine: { data: [{ xAxis: 0 }] },
    },
    { type: 'scatter', data: [[expect.closeTo(2.8), 0]], symbol: 'circle' },
    {
      type: 'line',
      data: [
        [expect.closeTo(-1), 1],
        [expect.closeTo(0.8), 1],
        ['-', 1],
      ],
    },
    { type: 'scatter', symbol: 'triangle' },
    { type: 'line', lineStyle: { type: 'dashed' } },
    {
      type: 'scatter',
      data: [[expect.closeTo(12), 2]],
      symbol: 'rect',
      itemStyle: { color: palette.surface },
    },
  ]);
});

test('sizes stand in order at equal distances, the text alone first', () => {
  const lines = [
    {
      name: 'cross-attention, company',
      points: [
        { n: 0, accuracy: 0.7 },
        { n: 2, accuracy: 0.72 },
        { n: 16, accuracy: 0.73 },
      ],
    },
    { name: 'label history, company', points: [{ n: 8, accuracy: 0.74 }] },
  ];
  expect(sizesOption(lines, palette)).toMatchObject({
    xAxis: { type: 'category', data: ['0', '2', '8', '16'] },
    yAxis: { name: 'accuracy' },
    series: [{ data: [0.7, 0.72, null, 0.73] }, { data: [null, null, 0.74, null] }],
  });
});

test('the reliability chart names both axes, which have one scale', () => {
  const line = { name: 'the text alone', points: [{ confidence: 0.9, accuracy: 0.8, texts: 50 }] };
  expect(reliabilityOption([line], palette)).toMatchObject({
    xAxis: { name: expect.stringMatching(/^confidence/u), min: 0, max: 1 },
    yAxis: { name: 'accuracy', min: 0, max: 1 },
    legend: { data: ['the text alone'] },
    series: [
      {
        data: [
          [0, 0],
          [1, 1],
        ],
      },
      { name: 'the text alone', data: [[0.9, 0.8]] },
    ],
  });
});
