/**
 * The stretch of an axis that a stroke of ECharts' brush covers, from its event `brushEnd`; null: none.
 *
 * @param toUnits from pixels of the chart to units of the axis: a stroke across another drawing above it counts as well
 */
export function chosenSpan(
  event: unknown,
  toUnits: (pixel: number) => unknown,
): [from: number, to: number] | null {
  if (typeof event !== 'object' || event === null || !('areas' in event) || !Array.isArray(event.areas)) {
    return null;
  }
  const [area]: unknown[] = event.areas;
  if (typeof area !== 'object' || area === null || !('range' in area) || !Array.isArray(area.range)) {
    return null;
  }
  const [from, to] = area.range.map((pixel: unknown) => (typeof pixel === 'number' ? toUnits(pixel) : null));
  return typeof from === 'number' && typeof to === 'number' ? [Math.min(from, to), Math.max(from, to)] : null;
}
