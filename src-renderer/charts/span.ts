/** The stretch of an axis that a stroke of ECharts' brush covers, from its event `brushEnd`; null: none. */
export function chosenSpan(event: unknown): [from: number, to: number] | null {
  if (typeof event !== 'object' || event === null || !('areas' in event) || !Array.isArray(event.areas)) {
    return null;
  }
  const [area]: unknown[] = event.areas;
  if (typeof area !== 'object' || area === null || !('coordRange' in area)) return null;
  const { coordRange } = area;
  if (!Array.isArray(coordRange)) return null;
  const [from, to]: unknown[] = coordRange;
  return typeof from === 'number' && typeof to === 'number' ? [Math.min(from, to), Math.max(from, to)] : null;
}
