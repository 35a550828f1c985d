import type { ReliabilityLine, SizeLine } from '../../src-main/api/types.ts';
import type { Palette } from '../theme/palette.ts';
import { curveFrame } from './curve-frame.ts';
import { axisStyle, scoreAxis } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';

const MARKS = ['circle', 'triangle', 'rect', 'diamond', 'roundRect', 'pin', 'arrow'] as const;

/** A line of a chart, told apart by its mark as well as by its colour. */
function lineStyle(index: number, palette: Palette) {
  return {
    type: 'line' as const,
    symbol: MARKS[index % MARKS.length]!,
    symbolSize: 7,
    lineStyle: { width: 1.5 },
    itemStyle: { color: palette.runs[index % palette.runs.length]! },
  };
}

function upwards(palette: Palette, digits: number) {
  return {
    type: 'value' as const,
    name: 'accuracy',
    nameLocation: 'middle' as const,
    nameGap: 38,
    ...scoreAxis(palette, digits),
    axisLine: { show: false },
  };
}

/** Pixels of a row of the legend, which has room for two names or more, and of the drawing with its axes. */
const legendRow = 22;
const drawing = 256;

function legendHeight(lines: readonly unknown[]): number {
  return legendRow * Math.ceil(lines.length / 2);
}

function gridBelow(lines: readonly unknown[]) {
  return { left: 58, right: 20, top: legendHeight(lines) + 8, bottom: 40 };
}

/** Pixels of a chart of so many lines. */
export function linesHeight(lines: readonly unknown[]): number {
  return legendHeight(lines) + drawing;
}

/** Accuracy by the size of the window; the sizes stand at equal distances. */
export function sizesOption(lines: readonly SizeLine[], palette: Palette): ChartOption {
  const sizes = sizesOf(lines);
  const frame = curveFrame(palette, { name: 'texts in the window (0: the text alone)' });
  return {
    ...frame,
    grid: gridBelow(lines),
    xAxis: {
      type: 'category',
      data: sizes.map(String),
      name: 'texts in the window (0: the text alone)',
      nameLocation: 'middle',
      nameGap: 24,
      ...axisStyle(palette),
    },
    yAxis: { ...upwards(palette, 3), scale: true },
    series: lines.map(({ name, points }, index) => ({
      ...lineStyle(index, palette),
      name,
      connectNulls: true,
      data: sizes.map((n) => points.find((point) => point.n === n)?.accuracy ?? null),
    })),
  };
}

function sizesOf(lines: readonly SizeLine[]): number[] {
  return [...new Set(lines.flatMap(({ points }) => points.map(({ n }) => n)))].sort((a, b) => a - b);
}

export function sizesTable(lines: readonly SizeLine[]): ChartTable {
  return {
    columns: ['reading', 'texts in the window', 'accuracy'],
    rows: lines.flatMap(({ name, points }) => points.map(({ n, accuracy }) => [name, n, accuracy])),
  };
}

/** Accuracy by confidence: on the diagonal the probabilities can be believed. */
export function reliabilityOption(lines: readonly ReliabilityLine[], palette: Palette): ChartOption {
  const frame = curveFrame(palette, { name: 'confidence' });
  return {
    ...frame,
    legend: { ...frame.legend, data: lines.map(({ name }) => name) },
    grid: gridBelow(lines),
    xAxis: {
      ...frame.xAxis,
      ...scoreAxis(palette, 1),
      name: 'confidence: probability of the predicted class',
      min: 0,
      max: 1,
      splitLine: { show: false },
    },
    yAxis: { ...upwards(palette, 1), min: 0, max: 1 },
    series: [
      {
        type: 'line',
        symbol: 'none',
        silent: true,
        tooltip: { show: false },
        lineStyle: { color: palette.lineStrong, type: 'dashed', width: 1 },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
      ...lines.map(({ name, points }, index) => ({
        ...lineStyle(index, palette),
        name,
        data: points.map(({ confidence, accuracy }) => [confidence, accuracy]),
      })),
    ],
  };
}

export function reliabilityTable(lines: readonly ReliabilityLine[]): ChartTable {
  return {
    columns: ['arm', 'mean confidence', 'accuracy', 'predictions'],
    rows: lines.flatMap(({ name, points }) =>
      points.map(({ confidence, accuracy, texts }) => [name, confidence, accuracy, texts]),
    ),
  };
}
