import { expect, it } from 'vitest';
import { nextTick, shallowRef } from 'vue';
import type { Ends } from './equal-scale.ts';
import { useSeenPart } from './useSeenPart.ts';
import type { Spot, Zoom } from './zoom.ts';

/** A map whose axes go from 0 to 100, so that a unit is a per cent. */
function map(named: Spot | null) {
  const ends = shallowRef<Ends>({ x: [0, 100], y: [0, 100] });
  const spot = shallowRef(named);
  const [applied, told]: [Zoom[], (Spot | null)[]] = [[], []];
  const chart = shallowRef({ applyZoom: (zoom: Zoom) => void applied.push(zoom) });
  const moved = (now: Spot | null) => void told.push(now);
  return {
    ends,
    spot,
    applied,
    told,
    part: useSeenPart({ ends, spot: () => spot.value, chart, moved }),
  };
}

it('the spot of the address stays in view when the axes change, as by groups that are loaded later', async () => {
  const { ends, part, told } = map({ x: 30, y: 40, span: 20 });
  expect(part.zoom.value).toEqual({ x: [20, 40], y: [30, 50] });
  ends.value = { x: [0, 200], y: [0, 200] };
  await nextTick();
  expect(part.zoom.value).toEqual({ x: [5, 25], y: [10, 30] });
  expect(part.zoomWithin(ends.value)).toEqual(part.zoom.value);
  expect(told).toEqual([]);
});

it('an address that changes later is followed; one that says the same again leaves the map where it is', async () => {
  const { spot, part, applied, told } = map(null);
  part.onZoom({ x: [0, 50], y: [0, 50] });
  expect(told).toEqual([{ x: 25, y: 25, span: 50 }]);
  spot.value = null;
  await nextTick();
  expect([part.zoom.value, applied]).toEqual([{ x: [0, 50], y: [0, 50] }, []]);
  spot.value = { x: 30, y: 40, span: 20 };
  await nextTick();
  expect(applied).toEqual([{ x: [20, 40], y: [30, 50] }]);
  // The chart says what it was told to show.
  part.onZoom(applied[0]!);
  expect(told).toHaveLength(1);
});

it('a zoom that the chart cut off at an end is put right there', () => {
  const { part, applied, told } = map(null);
  part.onZoom({ x: [0, 70], y: [10, 90] });
  expect(applied).toEqual([{ x: [0, 80], y: [10, 90] }]);
  expect(told).toEqual([{ x: 40, y: 50, span: 80 }]);
});
