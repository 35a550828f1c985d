import { baselineName } from '../../src-main/api/baseline-names.ts';
import type { CurvePoint, LearningCurve, SpreadScores } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import { formatCount, formatScore } from '../format/number.ts';
import { axisStyle, scoreAxis, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

export type CurveScore = keyof SpreadScores;

export const curveScores: readonly (readonly [CurveScore, string])[] = [
  ['accuracy', 'accuracy'],
  ['macroF1', 'macro F1'],
];

/** Baselines are told apart by their dashes and marks as well as by their names. */
const DASHES = [[2, 3], [6, 4], [12, 3, 2, 3], 'solid'] as const;
const MARKS = ['circle', 'triangle', 'rect', 'diamond'];

export interface NamedBaseline {
  key: string;
  name: string;
}

/** What every point was compared with. */
export function baselinesOf(points: readonly CurvePoint[]): NamedBaseline[] {
  return Object.keys(points[0]?.baselines ?? {}).map((key) => ({ key, name: baselineName(key) }));
}

/** A mean with the deviation of the seeds, as `.827 ± .023`. */
export function spreadText({ mean, deviation }: SpreadScores[CurveScore]): string {
  return deviation === null ? formatScore(mean) : `${formatScore(mean)} ± ${formatScore(deviation)}`;
}

/** A score over training sizes, on a logarithmic axis: the recipe with a band of its deviation, baselines as thin lines. */
export function trainingSizesOption(
  { recipe, points }: LearningCurve,
  score: CurveScore,
  palette: Palette,
): ChartOption {
  const axis = axisStyle(palette);
  const positions = points.map(({ size }) => Math.log10(size));
  const sizes = new Map(points.map(({ size }, index) => [positions[index]!, size]));
  const lineOf = (value: (point: CurvePoint) => number | null) =>
    points.map((point, index) => [positions[index]!, value(point)]);
  const deviationOf = ({ test }: CurvePoint): number => test[score].deviation ?? 0;
  const band = {
    type: 'line',
    stack: 'band',
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0 },
  } as const;
  const beside = baselinesOf(points);
  return {
    animation: false,
    grid: { left: 48, right: 24, top: 30, bottom: 38 },
    legend: {
      top: 0,
      left: 'center',
      itemWidth: 26,
      itemHeight: 8,
      textStyle: { color: palette.muted, fontSize: 11 },
      data: [recipe, ...beside.map(({ name }) => name)],
    },
    tooltip: {
      ...tooltipStyle(palette),
      trigger: 'axis',
      // The band's edges are no series of their own.
      formatter: (found) =>
        toldAt(Array.isArray(found) ? found[0]?.dataIndex : undefined, points, recipe, score),
    },
    xAxis: {
      type: 'value',
      min: positions[0] ?? 0,
      // One point alone stands at the left end of a decade.
      max: points.length > 1 ? (positions.at(-1) ?? 0) : (positions[0] ?? 0) + 1,
      name: 'training texts',
      nameLocation: 'middle',
      nameGap: 24,
      ...axis,
      splitLine: { show: false },
      axisTick: { show: true, customValues: positions, lineStyle: { color: palette.lineStrong } },
      axisLabel: {
        ...axis.axisLabel,
        customValues: positions,
        formatter: (at: number) => formatCount(sizes.get(at) ?? 10 ** at),
        hideOverlap: true,
      },
      axisPointer: { label: { show: false } },
    },
    yAxis: {
      type: 'value',
      scale: true,
      ...scoreAxis(palette, 2),
      axisLine: { show: false },
    },
    series: [
      { ...band, name: 'lower edge', data: lineOf((point) => point.test[score].mean - deviationOf(point)) },
      {
        ...band,
        name: 'deviation',
        data: lineOf((point) => 2 * deviationOf(point)),
        areaStyle: { color: palette.data[0], opacity: 0.18 },
      },
      ...beside.map(({ key, name }, index) => ({
        type: 'line' as const,
        name,
        data: lineOf(({ baselines }) => baselines[key]?.[score].mean ?? null),
        symbol: MARKS[index % MARKS.length]!,
        symbolSize: 5,
        lineStyle: { width: 1, type: dashOf(index) },
        itemStyle: { color: palette.muted },
      })),
      {
        type: 'line',
        name: recipe,
        data: lineOf(({ test }) => test[score].mean),
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { width: 2.5 },
        itemStyle: { color: palette.data[0] },
      },
    ],
  };
}

function dashOf(index: number): number[] | 'solid' {
  const dash = DASHES[index % DASHES.length]!;
  return dash === 'solid' ? dash : [...dash];
}

/** All that stands above one size, as a tooltip of numbers and names of ours. */
function toldAt(
  index: number | undefined,
  points: readonly CurvePoint[],
  recipe: string,
  score: CurveScore,
): string {
  const point = index === undefined ? undefined : points[index];
  if (!point) return '';
  const rows = baselinesOf(points).flatMap(({ key, name }) => {
    const scores = point.baselines[key];
    return scores ? [`${name} ${spreadText(scores[score])}`] : [];
  });
  return [
    `${counted(point.size, 'text')}, ${counted(point.runs.length, 'seed')}`,
    `<b>${recipe} ${spreadText(point.test[score])}</b>`,
    ...rows,
  ].join('<br>');
}

/** A row a size and model; a deviation is empty if there was one seed. */
export function trainingSizesTable({ recipe, points }: LearningCurve): ChartTable {
  return {
    columns: ['texts', 'model', 'seeds', 'accuracy', 'accuracy_deviation', 'macro_f1', 'macro_f1_deviation'],
    rows: points.flatMap(({ size, runs, test, baselines }) =>
      [[recipe, test] as const, ...Object.entries(baselines)].map(([model, { accuracy, macroF1 }]) => [
        size,
        model,
        runs.length,
        accuracy.mean,
        accuracy.deviation,
        macroF1.mean,
        macroF1.deviation,
      ]),
    ),
  };
}
