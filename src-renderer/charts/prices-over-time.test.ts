import { expect, test } from 'vitest';
import { palette } from './fixtures.testing.ts';
import { closesWithin, pricesOption, pricesTable } from './prices-over-time.ts';

const at = (time: string): number => Date.parse(`${time}Z`);
const bins = [
  { from: at('2018-07-09T18:00'), to: at('2018-07-10T18:00'), count: 3 },
  { from: at('2018-07-10T18:00'), to: at('2018-07-11T18:00'), count: 1 },
];
const closes = ['2018-07-06', '2018-07-09', '2018-07-10', '2018-07-11', '2018-07-12'].map((day, i) => ({
  day,
  close: 100 + i,
}));

test('the closes of a period are those of the days that it touches', () => {
  expect(closesWithin(closes, bins).map(({ day }) => day)).toEqual([
    '2018-07-09',
    '2018-07-10',
    '2018-07-11',
  ]);
  const evening = [{ from: at('2018-07-12T21:07'), to: at('2018-07-12T23:45'), count: 9 }];
  expect(closesWithin(closes, evening).map(({ day }) => day)).toEqual(['2018-07-12']);
  expect(closesWithin(closes, [])).toEqual([]);
});

test('prices and texts stand on the same axis of time, and each on its own of values', () => {
  const { xAxis, yAxis, series } = pricesOption(closes, bins, palette);
  expect(xAxis).toMatchObject([
    { type: 'category', data: { length: 2 } },
    { type: 'value', gridIndex: 1, min: bins[0]!.from, max: bins[1]!.to },
  ]);
  expect(yAxis).toMatchObject([
    { name: 'texts' },
    { name: 'close, in the currency of the file', gridIndex: 1 },
  ]);
  // Each close holds from midnight to midnight around its middle; one on either side leads out of the drawing.
  const middles = ['2018-07-06', '2018-07-09', '2018-07-10', '2018-07-11', '2018-07-12'].map((day, i) => [
    at(`${day}T12:00`),
    100 + i,
  ]);
  expect(series).toMatchObject([
    { type: 'bar', data: [3, 1] },
    { type: 'line', yAxisIndex: 1, step: 'middle', data: middles },
  ]);
});

test('a close stands above the bar of its time where the last bar is shorter', () => {
  // Bars are drawn alike, so a time stands at (time - begin) / (length of a bar) bars, in the shorter last one too.
  const shorter = [bins[0]!, { ...bins[1]!, to: at('2018-07-11T00:00') }];
  const { xAxis } = pricesOption(closes, shorter, palette);
  expect(xAxis).toMatchObject([{}, { min: at('2018-07-09T18:00'), max: at('2018-07-11T18:00') }]);
});

test('the table has the texts by bar and the closes by day', () => {
  expect(pricesTable(closesWithin(closes, bins), bins)).toEqual({
    columns: ['from_utc', 'to_utc', 'texts', 'close'],
    rows: [
      ['2018-07-09T18:00:00.000Z', '2018-07-10T18:00:00.000Z', 3, null],
      ['2018-07-10T18:00:00.000Z', '2018-07-11T18:00:00.000Z', 1, null],
      ['2018-07-09T00:00:00.000Z', '2018-07-10T00:00:00.000Z', null, 101],
      ['2018-07-10T00:00:00.000Z', '2018-07-11T00:00:00.000Z', null, 102],
      ['2018-07-11T00:00:00.000Z', '2018-07-12T00:00:00.000Z', null, 103],
    ],
  });
});
