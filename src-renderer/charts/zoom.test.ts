import { expect, it } from 'vitest';
import type { Ends } from './equal-scale.ts';
import { isSameZoom, seenEnds, spotFor, spotIn, spotOf, toScale, unzoomed, zoomOf, zoomTo } from './zoom.ts';

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

it('of a deep zoom a smaller difference counts', () => {
  expect(isSameZoom({ x: [50, 50.1], y: [50, 50.1] }, { x: [50.001, 50.101], y: [50, 50.1] })).toBe(false);
});

it('a zoom that was cut off at the end of one axis is as wide on both, so that the map stays to scale', () => {
  expect(toScale({ x: [0, 70], y: [10, 90] })).toEqual({ x: [0, 80], y: [10, 90] });
  expect(toScale({ x: [10, 90], y: [40, 100] })).toEqual({ x: [10, 90], y: [20, 100] });
  expect(toScale({ x: [0, 100], y: [3, 99] })).toEqual(unzoomed);
  expect(toScale({ x: [20, 30], y: [0, 10] })).toEqual({ x: [20, 30], y: [0, 10] });
});

const wide: Ends = { x: [-4, 4], y: [-2, 2] };

it('what is seen is a spot on the map, which a frame of another size shows as well', () => {
  const zoom = { x: [25, 50], y: [50, 75] } as const;
  expect(seenEnds(wide, zoom)).toEqual({ x: [-2, 0], y: [0, 1] });
  const spot = spotOf(zoom, wide)!;
  expect(spot).toEqual({ x: -1, y: 0.5, span: 25 });
  expect(zoomTo(spot, wide)).toEqual(zoom);
  const high: Ends = { x: [-4, 4], y: [-8, 8] };
  const seen = seenEnds(high, zoomTo(spot, high));
  expect([(seen.x[0] + seen.x[1]) / 2, (seen.y[0] + seen.y[1]) / 2]).toEqual([-1, 0.5]);
  expect([spotOf(unzoomed, wide), zoomTo(null, wide)]).toEqual([null, unzoomed]);
  // A spot at the edge, or of another map, stays within the axes.
  expect(zoomTo({ x: 9, y: -9, span: 50 }, wide)).toEqual({ x: [50, 100], y: [0, 50] });
});

it('a spot comes back from the address, and what is none is the whole map', () => {
  const spot = { x: -0.123457, y: 12.5, span: 3.5 };
  expect(spotFor({ ...spot, x: -0.12345678 })).toBe('-0.123457,12.5,3.5');
  expect(spotIn(spotFor(spot))).toEqual(spot);
  expect(spotFor(null)).toBeNull();
  expect([null, '', '1,2', '1,2,x', '1,2,0', '1,2,100', '1,2,3,4', '1,,3'].map(spotIn)).toEqual(
    Array.from({ length: 8 }, () => null),
  );
});
