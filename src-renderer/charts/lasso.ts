/** Corners of a closed line, in the units of the axes. */
export type Polygon = readonly (readonly [x: number, y: number])[];

/**
 * What a stroke went around, from the event `brushEnd` of ECharts.
 *
 * @param toUnits from pixels of the chart to units of its axes
 * @returns null: nothing was gone around
 */
export function drawnPolygon(event: unknown, toUnits: (pixel: [number, number]) => unknown): Polygon | null {
  const [area] = listIn(event, 'areas');
  const range = listIn(area, 'range');
  if (range.length < 3) return null;
  const corners = range.map((pixel) => (isCorner(pixel) ? toUnits(pixel) : null));
  return corners.every(isCorner) ? corners : null;
}

function listIn(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const list: unknown = Reflect.get(value, name);
  return Array.isArray(list) ? list : [];
}

function isCorner(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isFinite(part));
}

/** Whether a point lies within, by the number of edges that a ray from it crosses (even-odd rule). */
export function isWithin({ x, y }: { x: number; y: number }, polygon: Polygon): boolean {
  let inside = false;
  for (const [at, [x1, y1]] of polygon.entries()) {
    const [x2, y2] = polygon[(at + 1) % polygon.length]!;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}
