import type { HistogramBin, Price } from '../../src-main/api/types.ts';
import type { Palette } from '../theme/palette.ts';
import { histogramOption, histogramTable } from './histogram.ts';
import { axisStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';

/** The closing price of a day; where it stands on an axis of time is the middle of that day, in UTC. */
export type Close = Pick<Price, 'day' | 'close'>;

const HALF_DAY_MS = 12 * 3_600_000;

function middleOf(day: string): number {
  return Date.parse(day) + HALF_DAY_MS;
}

/** The closes of the days whose middle lies in the period of some bars. */
export function closesWithin(closes: readonly Close[], bins: readonly HistogramBin[]): Close[] {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return [];
  return closes.filter(({ day }) => middleOf(day) >= first.from && middleOf(day) <= last.to);
}

/** So few days are marked one by one. */
const FEW_DAYS = 40;

/** Daily closes above the number of texts: two drawings, one under the other, of the same period. */
export function pricesOption(
  closes: readonly Close[],
  bins: readonly HistogramBin[],
  palette: Palette,
): ChartOption {
  const { grid: _, xAxis, yAxis, series, ...frame } = histogramOption(bins, palette);
  const axis = axisStyle(palette);
  const name = {
    nameLocation: 'end' as const,
    nameGap: 6,
    nameTextStyle: { ...axis.nameTextStyle, align: 'left' as const },
  };
  return {
    ...frame,
    brush: { xAxisIndex: 'all', brushStyle: { color: palette.line, borderColor: palette.accent } },
    grid: [
      { left: 44, right: 12, top: '58%', bottom: 22 },
      { left: 44, right: 12, top: 20, bottom: '60%' },
    ],
    xAxis: [
      ...[xAxis ?? []].flat(),
      {
        type: 'value',
        gridIndex: 1,
        ...axis,
        min: bins[0]?.from ?? 0,
        max: bins.at(-1)?.to ?? 1,
        axisLabel: { show: false },
        splitLine: { show: false },
      },
    ],
    yAxis: [
      ...[yAxis ?? []].flat().map((one) => ({ ...one, ...name, name: 'texts' })),
      {
        type: 'value',
        gridIndex: 1,
        ...axis,
        ...name,
        name: 'close, in the currency of the file',
        axisLine: { show: false },
        scale: true,
        splitNumber: 2,
      },
    ],
    series: [
      ...[series ?? []].flat(),
      {
        type: 'line',
        name: 'close',
        xAxisIndex: 1,
        yAxisIndex: 1,
        symbol: 'circle',
        symbolSize: 4,
        showSymbol: closes.length <= FEW_DAYS,
        lineStyle: { width: 1.5 },
        itemStyle: { color: palette.data[1] },
        data: closes.map(({ day, close }) => [middleOf(day), close]),
        tooltip: { trigger: 'item', formatter: tip(closes) },
      },
    ],
  };
}

/** What stands at a point of the line: the day and its close. */
function tip(closes: readonly Close[]) {
  return (params: unknown): string => {
    const at = typeof params === 'object' && params !== null ? Reflect.get(params, 'dataIndex') : null;
    const found = typeof at === 'number' ? closes[at] : undefined;
    return found === undefined ? '' : `${found.day}: close ${found.close}`;
  };
}

/** The numbers of texts, then the closes, each with its day. */
export function pricesTable(closes: readonly Close[], bins: readonly HistogramBin[]): ChartTable {
  const { columns, rows } = histogramTable(bins);
  const at = (ms: number): string => new Date(ms).toISOString();
  return {
    columns: [...columns, 'close'],
    rows: [
      ...rows.map((row) => [...row, null]),
      ...closes.map(({ day, close }) => {
        const middle = middleOf(day);
        return [at(middle - HALF_DAY_MS), at(middle + HALF_DAY_MS), null, close];
      }),
    ],
  };
}
