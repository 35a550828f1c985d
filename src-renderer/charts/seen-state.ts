/** What somebody chose to see of a chart: the part of its axes, and the series that its legend shows. */
export interface SeenState {
  dataZoom: { start: number; end: number }[];
  legend: { selected: Record<string, boolean> }[];
}

/** @param option as ECharts has it */
export function seenState(option: unknown): SeenState {
  return {
    dataZoom: partsOf(option, 'dataZoom').flatMap((part) => {
      const { start, end } = part;
      return typeof start === 'number' && typeof end === 'number' ? [{ start, end }] : [];
    }),
    legend: partsOf(option, 'legend').flatMap(({ selected }) =>
      isRecord(selected)
        ? [
            {
              selected: Object.fromEntries(
                Object.entries(selected).map(([name, shown]) => [name, shown !== false]),
              ),
            },
          ]
        : [],
    ),
  };
}

function partsOf(option: unknown, name: string): Record<string, unknown>[] {
  const parts = isRecord(option) ? option[name] : undefined;
  return Array.isArray(parts) ? parts.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
