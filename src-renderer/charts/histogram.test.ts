import { expect, it } from 'vitest';
import { palette } from './fixtures.testing.ts';
import { histogramOption } from './histogram.ts';

const HOUR_MS = 3_600_000;
const bins = (count: number, hours: number) =>
  Array.from({ length: count }, (_, at) => {
    const from = Date.UTC(2018, 6, 9) + at * hours * HOUR_MS;
    return { from, to: from + hours * HOUR_MS, count: 1 };
  });

it('a day that has several bars is named once', () => {
  expect(histogramOption(bins(8, 12), palette)).toMatchObject({
    xAxis: { axisLabel: { interval: expect.any(Function) } },
  });
  const { xAxis } = histogramOption(bins(8, 12), palette);
  const axis = Array.isArray(xAxis) ? xAxis[0] : xAxis;
  const interval = axis?.axisLabel && 'interval' in axis.axisLabel ? axis.axisLabel.interval : null;
  if (typeof interval !== 'function') throw new TypeError('no rule says which bars are named');
  const named = Array.from({ length: 8 }, (_, at) => interval(at, ''));
  expect(named).toEqual([true, false, true, false, true, false, true, false]);
});

it('of a few days the hours are named, which differ from bar to bar', () => {
  const { xAxis } = histogramOption(bins(8, 6), palette);
  expect(xAxis).not.toMatchObject({ axisLabel: { interval: expect.any(Function) } });
});
