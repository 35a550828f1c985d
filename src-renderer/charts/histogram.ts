import type { HistogramBin } from '../../src-main/api/types.ts';
import { formatTime } from '../format/time.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

/** Below this length an axis names hours, above it days. */
const FEW_DAYS_MS = 3 * 24 * 3_600_000;

/** Documents over time: one bar a bin, drawn between the bin's borders. */
export function histogramOption(bins: readonly HistogramBin[], palette: Palette): ChartOption {
  const axis = axisStyle(palette);
  const isShort = (bins.at(-1)?.to ?? 0) - (bins[0]?.from ?? 0) < FEW_DAYS_MS;
  const shown = (label: string): string => (isShort ? label.slice(11, 16) : label.slice(5, 10));
  const nameAt = (at: number): string => shown(formatTime(bins[at]?.from ?? 0));
  return {
    animation: false,
    grid: { left: 44, right: 12, top: 10, bottom: 22 },
    toolbox: { show: false },
    brush: { xAxisIndex: 0, brushStyle: { color: palette.line, borderColor: palette.accent } },
    tooltip: { ...tooltipStyle(palette), trigger: 'axis', axisPointer: { type: 'none' } },
    xAxis: {
      type: 'category',
      ...axis,
      data: bins.map((bin) => formatTime(bin.from)),
      axisLabel: {
        ...axis.axisLabel,
        formatter: shown,
        // A day has one name, however many bars it has.
        ...(!isShort && { interval: (at: number) => at === 0 || nameAt(at) !== nameAt(at - 1) }),
        hideOverlap: true,
      },
    },
    yAxis: { type: 'value', ...axis, axisLine: { show: false }, minInterval: 1, splitNumber: 3 },
    series: [
      {
        type: 'bar',
        name: 'texts',
        data: bins.map((bin) => bin.count),
        barCategoryGap: '8%',
        itemStyle: { color: palette.data[0] },
        emphasis: { disabled: true },
      },
    ],
  };
}

export function histogramTable(bins: readonly HistogramBin[]): ChartTable {
  return {
    columns: ['from_utc', 'to_utc', 'texts'],
    rows: bins.map((bin) => [new Date(bin.from).toISOString(), new Date(bin.to).toISOString(), bin.count]),
  };
}
