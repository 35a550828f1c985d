import type { CompanyDrift } from '../../src-main/api/types.ts';
import type { Palette } from '../theme/palette.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';

/** Pixels of a row, and of what stands around the rows. */
const row = 22;
const frame = 84;

/** Companies that the chart has room for; the table has all. */
export const driftShown = 30;

export function driftHeight(companies: number): number {
  return frame + row * Math.min(companies, driftShown);
}

/** What moved most beyond its band first: the band of chance as a bar, the move as a point. */
export function driftOption({ companies }: CompanyDrift, palette: Palette): ChartOption {
  const shown = companies.slice(0, driftShown);
  const axis = axisStyle(palette);
  return {
    animation: false,
    grid: { left: 74, right: 24, top: 30, bottom: 46 },
    tooltip: { ...tooltipStyle(palette), trigger: 'item' },
    legend: {
      top: 2,
      left: 'center',
      itemWidth: 12,
      itemHeight: 10,
      textStyle: { color: palette.muted, fontSize: 11 },
      data: ['middle 95 % by chance', 'drift', 'drift beyond chance'],
    },
    xAxis: {
      type: 'value',
      min: 0,
      name: 'drift: 1 less the cosine between neighbouring periods',
      nameLocation: 'middle',
      nameGap: 24,
      ...axis,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: shown.map(({ symbol }) => symbol),
      ...axis,
      axisLabel: { ...axis.axisLabel, interval: 0 },
      splitLine: { show: false },
    },
    series: [
      {
        type: 'bar',
        stack: 'band',
        silent: true,
        itemStyle: { color: 'transparent' },
        data: shown.map(({ low }) => low),
      },
      {
        name: 'middle 95 % by chance',
        type: 'bar',
        stack: 'band',
        barWidth: 9,
        itemStyle: { color: palette.lineStrong },
        data: shown.map(({ low, high }) => high - low),
      },
      ...[false, true].map((isBeyond) => ({
        name: isBeyond ? 'drift beyond chance' : 'drift',
        type: 'scatter' as const,
        symbol: isBeyond ? 'diamond' : 'circle',
        symbolSize: isBeyond ? 12 : 9,
        itemStyle: { color: isBeyond ? palette.data[1] : palette.data[0] },
        data: shown.flatMap(({ symbol, drift, high }) =>
          drift > high === isBeyond ? [[drift, symbol] as [number, string]] : [],
        ),
      })),
    ],
  };
}

export function driftTable({ companies, periods }: CompanyDrift): ChartTable {
  return {
    columns: [
      'symbol',
      'name',
      ...periods.map((_, at) => `texts_${at + 1}`),
      'drift',
      'chance_low',
      'chance_mean',
      'chance_high',
      'p',
    ],
    rows: companies.map(({ symbol, name, texts, drift, low, mean, high, p }) => [
      symbol,
      name,
      ...texts,
      drift,
      low,
      mean,
      high,
      p,
    ]),
  };
}
