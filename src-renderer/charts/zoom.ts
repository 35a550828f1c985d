import type { Ends } from './equal-scale.ts';

/** The part of each axis that is seen, in per cent of its length. */
export interface Zoom {
  x: readonly [start: number, end: number];
  y: readonly [start: number, end: number];
}

export const unzoomed: Zoom = { x: [0, 100], y: [0, 100] };

/** The zoom of a chart, from its option as ECharts has it; null: it has none on both axes. */
export function zoomOf(option: unknown): Zoom | null {
  if (typeof option !== 'object' || option === null || !('dataZoom' in option)) return null;
  const parts: unknown = option.dataZoom;
  if (!Array.isArray(parts)) return null;
  const [x, y] = parts.map(partOf);
  return x && y ? { x, y } : null;
}

function partOf(part: unknown): [number, number] | null {
  if (typeof part !== 'object' || part === null || !('start' in part) || !('end' in part)) return null;
  const { start, end } = part;
  return typeof start === 'number' && typeof end === 'number' ? [start, end] : null;
}

/** Whether both show the same, to a ten-thousandth of what is seen. */
export function isSameZoom(one: Zoom, other: Zoom): boolean {
  const least = (one.x[1] - one.x[0]) / 10_000;
  return [0, 1].every(
    (at) => Math.abs(one.x[at]! - other.x[at]!) < least && Math.abs(one.y[at]! - other.y[at]!) < least,
  );
}

/**
 * The same share of both axes, which ECharts cuts off one by one at their ends: a unit stays as long on one axis as on
 * the other. The shorter part is made as long as the other one, within the axis.
 */
export function toScale({ x, y }: Zoom): Zoom {
  const span = Math.max(x[1] - x[0], y[1] - y[0]);
  const widened = ([start, end]: readonly [number, number]): [number, number] => {
    const from = Math.max(0, Math.min(100 - span, (start + end - span) / 2));
    return [from, from + span];
  };
  return { x: widened(x), y: widened(y) };
}

/** The ends of the part that is seen, in the units of the axes. */
export function seenEnds(ends: Ends, zoom: Zoom): Ends {
  const part = ([low, high]: readonly [number, number], [start, end]: readonly [number, number]) =>
    [low + ((high - low) * start) / 100, low + ((high - low) * end) / 100] as [number, number];
  return { x: part(ends.x, zoom.x), y: part(ends.y, zoom.y) };
}

/**
 * What is seen of a map, whatever the size of its frame: the middle in the units of the axes, and the share of each axis
 * in per cent.
 */
export interface Spot {
  x: number;
  y: number;
  span: number;
}

/** null: the whole map is seen. */
export function spotOf(zoom: Zoom, ends: Ends): Spot | null {
  if (isSameZoom(zoom, unzoomed)) return null;
  const { x, y } = seenEnds(ends, zoom);
  return { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2, span: zoom.x[1] - zoom.x[0] };
}

/** The zoom that shows a spot, within the ends of the axes. */
export function zoomTo(spot: Spot | null, ends: Ends): Zoom {
  if (spot === null) return unzoomed;
  const part = (middle: number, [low, high]: readonly [number, number]): [number, number] => {
    const at = (100 * (middle - low)) / (high - low);
    const start = Math.max(0, Math.min(100 - spot.span, at - spot.span / 2));
    return [start, start + spot.span];
  };
  return { x: part(spot.x, ends.x), y: part(spot.y, ends.y) };
}

/** A spot as it stands in the address, `x,y,span`. */
export function spotFor(spot: Spot | null): string | null {
  return spot === null
    ? null
    : [spot.x, spot.y, spot.span].map((value) => Number(value.toPrecision(6))).join(',');
}

/** null: there is none, or it is not one. */
export function spotIn(value: string | null): Spot | null {
  const [x, y, span, ...more] = (value ?? '')
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (x === undefined || y === undefined || span === undefined || more.length > 0) return null;
  if (![x, y, span].every(Number.isFinite) || span <= 0 || span >= 100) return null;
  return { x, y, span };
}
