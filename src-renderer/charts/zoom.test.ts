import { expect, it } from 'vitest';
import { isSameZoom, unzoomed, zoomOf } from './zoom.ts';

it('the zoom of a chart is read from its option; a chart without one has none', () => {
  const option = {
    dataZoom: [
      { start: 10, end: 60 },
      { start: 0, end: 50 },
    ],
  };
  expect(zoomOf(option)).toEqual({ x: [10, 60], y: [0, 50] });
  expect([zoomOf({}), zoomOf({ dataZoom: [{ start: 1 }] }), zoomOf(null)]).toEqual([null, null, null]);
});

it('a zoom that differs by rounding is the same', () => {
  expect(isSameZoom(unzoomed, { x: [0, 100.001], y: [0, 100] })).toBe(true);
  expect(isSameZoom(unzoomed, { x: [0, 100], y: [1, 100] })).toBe(false);
});
