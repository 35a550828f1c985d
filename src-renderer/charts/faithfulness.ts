import type { ExplainedTestPart } from '../../src-main/api/types.ts';
import type { Palette } from '../theme/palette.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';

type ByOrder = ExplainedTestPart['comprehensiveness'];

const NAMES = {
  attention: 'attention',
  leaveOneOut: 'leave-one-out',
  recency: 'most recent first',
  random: 'chance',
} as const;

interface Row {
  name: string;
  mean: number;
  low: number;
  high: number;
}

function rowsOf(measured: ByOrder): Row[] {
  return (['attention', 'leaveOneOut', 'recency', 'random'] as const).flatMap((order) => {
    const { mean = null, low = null, high = null } = measured[order] ?? {};
    return mean === null || low === null || high === null ? [] : [{ name: NAMES[order], mean, low, high }];
  });
}

/** Mean losses of probability by the order of the texts, each with its interval. */
export function faithfulnessOption(measured: ByOrder, palette: Palette): ChartOption {
  const rows = rowsOf(measured);
  const axis = axisStyle(palette);
  return {
    animation: false,
    grid: { left: 116, right: 20, top: 8, bottom: 38 },
    tooltip: { ...tooltipStyle(palette), trigger: 'item' },
    xAxis: {
      type: 'value',
      name: 'mean loss of probability',
      nameLocation: 'middle',
      nameGap: 22,
      ...axis,
    },
    yAxis: { type: 'category', inverse: true, data: rows.map(({ name }) => name), ...axis },
    series: [
      ...rows.map(({ low, high, name }) => ({
        type: 'line' as const,
        name,
        symbol: 'none',
        silent: true,
        lineStyle: { color: palette.data[0], width: 2 },
        data: [
          [low, name],
          [high, name],
        ],
      })),
      {
        type: 'scatter' as const,
        symbolSize: 9,
        itemStyle: { color: palette.data[0] },
        data: rows.map(({ mean, name }) => [mean, name]),
      },
    ],
  };
}

export function faithfulnessTable(measured: ByOrder): ChartTable {
  return {
    columns: ['order', 'mean', 'low', 'high'],
    rows: rowsOf(measured).map(({ name, mean, low, high }) => [name, mean, low, high]),
  };
}
