/** The number of the item under the pointer, from what ECharts hands to a tooltip or a click; null: it is none. */
export function pointedIndex(params: unknown): number | null {
  if (typeof params !== 'object' || params === null || !('dataIndex' in params)) return null;
  const index = Number(params.dataIndex);
  return Number.isInteger(index) && index >= 0 ? index : null;
}

/** The item under the pointer, where a series has one point for each item. */
export function pointedItem<Item>(items: readonly Item[], params: unknown): Item | null {
  const index = pointedIndex(params);
  return index === null ? null : (items[index] ?? null);
}
