import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption } from './option.ts';
import type { Palette } from '../theme/palette.ts';

/** What the charts of trainings have in common: a legend above, exact values under the pointer, time to the right. */
export function curveFrame(palette: Palette, time: { name: string; max?: number }) {
  return {
    animation: false,
    legend: {
      top: 0,
      left: 'center',
      itemWidth: 18,
      itemHeight: 8,
      // A legend of several pages is cut at the height of its lines.
      textStyle: { color: palette.muted, fontSize: 11, lineHeight: 16 },
    },
    tooltip: {
      ...tooltipStyle(palette),
      trigger: 'axis',
      valueFormatter: (value) => (typeof value === 'number' ? value.toFixed(4) : '–'),
    },
    xAxis: {
      type: 'value',
      min: 0,
      ...time,
      nameLocation: 'middle',
      nameGap: 22,
      ...axisStyle(palette),
      splitLine: { show: false },
    },
  } satisfies ChartOption;
}
