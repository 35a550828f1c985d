import { expect, it } from 'vitest';
import { seenState } from './seen-state.ts';

it('what is seen of a chart is its part of the axes and the series that its legend shows', () => {
  const option = {
    dataZoom: [{ type: 'inside', start: 20, end: 60 }, { type: 'inside' }],
    legend: [{ top: 2, selected: { 'train loss': false, 'valid loss': true } }],
  };
  expect(seenState(option)).toEqual({
    dataZoom: [{ start: 20, end: 60 }],
    legend: [{ selected: { 'train loss': false, 'valid loss': true } }],
  });
});

it('a chart without zoom and legend has nothing to be kept', () => {
  expect(seenState({ series: [] })).toEqual({ dataZoom: [], legend: [] });
  expect(seenState(undefined)).toEqual({ dataZoom: [], legend: [] });
});
