import type { HistogramBin, Price } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import { formatPrice } from '../format/number.ts';
import { formatTime } from '../format/time.ts';
import type { Palette } from '../theme/palette.ts';
import { histogramOption, histogramTable } from './histogram.ts';
import { axisStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';

/** The closing price of a day. It is drawn across that day, in UTC: when the exchange closed is not known. */
export type Close = Pick<Price, 'day' | 'close'>;

const DAY_MS = 24 * 3_600_000;

function middleOf(day: string): number {
  return Date.parse(day) + DAY_MS / 2;
}

/** The closes of the days that the period of some bars touches. */
export function closesWithin(closes: readonly Close[], bins: readonly HistogramBin[]): Close[] {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return [];
  return closes.filter(({ day }) => Date.parse(day) + DAY_MS > first.from && Date.parse(day) < last.to);
}

/** The same with a close before and one after, to which the line leads out of the drawing. */
function withNeighbours(closes: readonly Close[], within: readonly Close[]): readonly Close[] {
  const [first, last] = [within[0], within.at(-1)];
  if (!first || !last) return within;
  return closes.slice(Math.max(0, closes.indexOf(first) - 1), closes.indexOf(last) + 2);
}

/** So few days are marked one by one. */
const FEW_DAYS = 40;

/**
 * Daily closes above the number of texts: two drawings, one under the other, of the same period.
 *
 * @param all the closes of the ticker, in the order of their days
 */
export function pricesOption(
  all: readonly Close[],
  bins: readonly HistogramBin[],
  palette: Palette,
): ChartOption {
  const { grid: _, xAxis, yAxis, series, tooltip, ...frame } = histogramOption(bins, palette);
  const within = closesWithin(all, bins);
  const closes = withNeighbours(all, within);
  const axis = axisStyle(palette);
  const [first] = bins;
  const name = {
    nameLocation: 'end' as const,
    nameGap: 6,
    nameTextStyle: { ...axis.nameTextStyle, align: 'left' as const },
  };
  return {
    ...frame,
    tooltip: { ...[tooltip ?? {}].flat()[0], formatter: tipOf(closes, bins) },
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
        min: first?.from ?? 0,
        // Every bar is drawn as wide as the first, though the last may stand for less.
        max: first === undefined ? 1 : first.from + bins.length * (first.to - first.from),
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
        // Changes from one day's close to the next come half-way between their middles, at midnight.
        step: 'middle',
        symbol: 'circle',
        symbolSize: 4,
        showSymbol: within.length <= FEW_DAYS,
        lineStyle: { width: 1.5 },
        itemStyle: { color: palette.data[1] },
        data: closes.map(({ day, close }) => [middleOf(day), close]),
      },
    ],
  };
}

/** What stands under the pointer: a bar of texts, or a day and its close. */
function tipOf(closes: readonly Close[], bins: readonly HistogramBin[]) {
  return (params: unknown): string => {
    const [point]: unknown[] = Array.isArray(params) ? params : [params];
    if (typeof point !== 'object' || point === null) return '';
    const index: unknown = Reflect.get(point, 'dataIndex');
    if (typeof index !== 'number') return '';
    if (Reflect.get(point, 'seriesName') === 'close') {
      const found = closes[index];
      return found === undefined ? '' : `${found.day}: close ${formatPrice(found.close)}`;
    }
    const bin = bins[index];
    return bin === undefined ? '' : `${formatTime(bin.from)}: ${counted(bin.count, 'text')}`;
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
        const start = Date.parse(day);
        return [at(start), at(start + DAY_MS), null, close];
      }),
    ],
  };
}
