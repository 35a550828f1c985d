import type { MetricPoint } from '../../src-main/api/types.ts';
import { metricTitle } from './learning-curves.ts';
import { curveFrame } from './curve-frame.ts';
import { axisStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

export interface Curve {
  run: number;
  points: readonly MetricPoint[];
}

export type CurveAxis = 'epoch' | 'step';

/** What people look at first stands first; the rest follows by name. */
const FIRST = ['valid.macroF1', 'valid.loss', 'train.loss', 'valid.accuracy'];

/** Shapes beside colours, for those who cannot tell the colours apart. */
const SHAPES = [
  'circle',
  'triangle',
  'rect',
  'diamond',
  'emptyCircle',
  'emptyTriangle',
  'emptyRect',
  'emptyDiamond',
];

/** Beyond this many points a line is drawn without marks. */
const MOST_MARKS = 60;

/** Every metric that at least one of the runs has. */
export function metricNames(curves: readonly Curve[]): string[] {
  const names = new Set(curves.flatMap(({ points }) => points.map(({ name }) => name)));
  return [...FIRST.filter((name) => names.delete(name)), ...[...names].sort()];
}

/** One metric of several runs, one line per run, over epochs or steps. */
export function compareCurvesOption(
  curves: readonly Curve[],
  metric: string,
  axis: CurveAxis,
  palette: Palette,
): ChartOption {
  const style = axisStyle(palette);
  return {
    ...curveFrame(palette, { name: axis }),
    grid: { left: 52, right: 20, top: 30, bottom: 36 },
    yAxis: { type: 'value', name: metricTitle(metric), ...style, axisLine: { show: false }, scale: true },
    series: curves.map(({ run, points }, index) => {
      const data = points.filter(({ name }) => name === metric).map((point) => [point[axis], point.value]);
      return {
        type: 'line',
        name: `run ${run}`,
        data,
        symbol: SHAPES[index % SHAPES.length]!,
        symbolSize: 6,
        showSymbol: data.length <= MOST_MARKS,
        lineStyle: { width: 1.5 },
        itemStyle: { color: palette.runs[index % palette.runs.length]! },
      };
    }),
  };
}

/** Every point of every metric, not only of the one that is shown. */
export function compareCurvesTable(curves: readonly Curve[]): ChartTable {
  return {
    columns: ['run', 'metric', 'step', 'epoch', 'value'],
    rows: curves.flatMap(({ run, points }) =>
      points.map(({ name, step, epoch, value }) => [run, name, step, epoch, value]),
    ),
  };
}
