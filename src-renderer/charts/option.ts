import type {
  BarSeriesOption,
  CustomSeriesOption,
  HeatmapSeriesOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from 'echarts/charts';
import type {
  BrushComponentOption,
  ToolboxComponentOption,
  DataZoomComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TitleComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { formatScore, formatTick } from '../format/number.ts';
import type { Palette } from '../theme/palette.ts';

/** An ECharts option made of the parts that are registered in echarts.ts. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | BrushComponentOption
  | ToolboxComponentOption
  | DataZoomComponentOption
  | GridComponentOption
  | LegendComponentOption
  | TitleComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>;

/** What a chart shows, as a table: for the CSV export and for those who cannot see the chart. */
export interface ChartTable {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

/** A place in a drawing, from its upper left corner. */
export interface Pixel {
  x: number;
  y: number;
}

/** Lines and letters of an axis in the window's colours, and its numbers as all charts write them. */
export function axisStyle(palette: Palette) {
  return {
    axisLine: { show: true, lineStyle: { color: palette.lineStrong } },
    axisTick: { show: false },
    axisLabel: {
      color: palette.muted,
      fontSize: 11,
      formatter: (value: string | number) => (typeof value === 'number' ? formatTick(value) : value),
    },
    splitLine: { lineStyle: { color: palette.line } },
    nameTextStyle: { color: palette.muted, fontSize: 11 },
  };
}

/** The same with scores as they are written elsewhere. */
export function scoreAxis(palette: Palette, digits: number) {
  const style = axisStyle(palette);
  return {
    ...style,
    // No two ticks are written alike.
    minInterval: 10 ** -digits,
    axisLabel: { ...style.axisLabel, formatter: (value: number) => formatScore(value, digits) },
  };
}

/** Tooltip in the window's colours. */
export function tooltipStyle(palette: Palette) {
  return {
    backgroundColor: palette.surface,
    borderColor: palette.lineStrong,
    borderWidth: 1,
    padding: [6, 8],
    confine: true,
    textStyle: { color: palette.text, fontSize: 12 },
    transitionDuration: 0,
  };
}

/** The drawing of a chart in files, where it is not as it is seen. */
export interface FigureOfFile {
  /** Lines between its title and the drawing. */
  caption: readonly string[];
  /** Pixels. */
  width: number;
  height: number;
  option: (palette: Palette) => ChartOption;
}
