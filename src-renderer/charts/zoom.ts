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

/** Whether both show the same, to the hundredth of a per cent. */
export function isSameZoom(one: Zoom, other: Zoom): boolean {
  return [0, 1].every(
    (at) => Math.abs(one.x[at]! - other.x[at]!) < 0.01 && Math.abs(one.y[at]! - other.y[at]!) < 0.01,
  );
}
