import type { CompanySimilarity } from '../../src-main/api/types.ts';
import { formatScore } from '../format/number.ts';
import type { Palette } from '../theme/palette.ts';
import { axisStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';

/** Companies that are named on an axis without one name lying on another, by pixels. */
const pixelsOfName = 13;

/** Companies of a similarity in its order, with the value of each pair. */
export interface SimilarityRows {
  symbols: readonly string[];
  /** The clusters along the order: each starts where the number changes. */
  clusters: readonly number[];
  value: (one: number, other: number) => number;
}

/** The rows and columns of some companies; null: of all. */
export function similarityRows(
  { symbols, clusters, values }: CompanySimilarity,
  only: ReadonlySet<string> | null,
): SimilarityRows {
  const kept = [...symbols.keys()].filter((at) => only === null || only.has(symbols[at]!));
  const size = symbols.length;
  // Rows are written without the diagonal: before row i stand (size - 1) + (size - 2) + ... values.
  const place = (one: number, other: number): number =>
    one * (size - 1) - (one * (one - 1)) / 2 + (other - one - 1);
  return {
    symbols: kept.map((at) => symbols[at]!),
    clusters: kept.map((at) => clusters[at]!),
    value: (one, other) => {
      const [low, high] = [kept[one]!, kept[other]!].toSorted((a, b) => a - b);
      return low === high ? Number.NaN : values[place(low!, high!)]!;
    },
  };
}

/** Pixels around the square. */
const left = 52;
const top = 8;

interface SimilarityView {
  /** Pixels of a side: it is a square. */
  side: number;
  isDistance: boolean;
  selected: string | null;
  /** Address of the picture of all pairs, and the largest value in it. */
  picture: string;
  most: number;
}

/**
 * How near companies are, in the order of their clusters: a dark square on the diagonal is a group. The pairs are one
 * picture, since hundreds of thousands of cells are too many to draw one by one; names and lines are drawn.
 */
export function similarityOption(
  { symbols, clusters }: SimilarityRows,
  { side, isDistance, selected, picture, most }: SimilarityView,
  palette: Palette,
): ChartOption {
  const count = symbols.length;
  const every = Math.max(0, Math.ceil((count * pixelsOfName) / Math.max(side, 1)) - 1);
  const borders = clusters.flatMap((cluster, at) =>
    at > 0 && cluster !== clusters[at - 1] ? [(at / count) * side] : [],
  );
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line' as const,
    shape: { x1: left + x1, y1: top + y1, x2: left + x2, y2: top + y2 },
    style: { stroke: palette.accent, lineWidth: 0.7, opacity: 0.7 },
  });
  const axis = {
    ...axisStyle(palette),
    type: 'category' as const,
    data: [...symbols],
    splitLine: { show: false },
    axisPointer: {
      show: true,
      type: 'line' as const,
      lineStyle: { color: palette.text, width: 0.8 },
      label: { backgroundColor: palette.accent, color: palette.surface, fontSize: 11 },
    },
  };
  const axisLabel = {
    color: palette.muted,
    fontSize: 10,
    interval: every,
    rich: { chosen: { color: palette.text, fontWeight: 'bold' as const, fontSize: 10 } },
    formatter: (name: string) => (name === selected ? `{chosen|${name}}` : name),
  };
  return {
    animation: false,
    grid: { left, top, width: side, height: side },
    xAxis: { ...axis, axisLabel: { ...axisLabel, rotate: 90 } },
    yAxis: { ...axis, axisLabel, inverse: true },
    visualMap: {
      type: 'continuous',
      min: 0,
      max: most || 1,
      left: left + side + 16,
      top,
      itemHeight: 120,
      itemWidth: 10,
      precision: 2,
      calculable: false,
      hoverLink: false,
      text: isDistance
        ? [`far: ${formatScore(most, 2)}`, 'near: 0']
        : [`near: ${formatScore(most, 2)}`, '0 and less'],
      textStyle: { color: palette.muted, fontSize: 11 },
      inRange: {
        color: isDistance ? [palette.heatHigh, palette.heatLow] : [palette.heatLow, palette.heatHigh],
      },
    },
    series: [
      {
        type: 'custom',
        data: [[0, 0]],
        renderItem: () => ({
          type: 'group',
          children: [
            { type: 'image', style: { image: picture, x: left, y: top, width: side, height: side } },
            ...borders.flatMap((at) => [line(at, 0, at, side), line(0, at, side, at)]),
          ],
        }),
      },
    ],
  };
}

/** The row and the column at a place of the chart, in pixels; null: it is beside the square, or on the diagonal. */
export function pairAt(
  { symbols }: SimilarityRows,
  side: number,
  { x, y }: { x: number; y: number },
): [row: string, column: string] | null {
  const at = (pixels: number) => symbols[Math.floor((pixels / side) * symbols.length)];
  const [row, column] = [at(y - top), at(x - left)];
  return row === undefined || column === undefined || row === column ? null : [row, column];
}

/** One row a pair. */
export function similarityTable(
  { symbols, clusters, value }: SimilarityRows,
  isDistance: boolean,
): ChartTable {
  return {
    columns: ['company', 'other', 'cluster', 'other_cluster', isDistance ? 'distance' : 'cosine'],
    rows: symbols.flatMap((one, at) =>
      symbols
        .slice(at + 1)
        .map((other, next) => [
          one,
          other,
          clusters[at]! + 1,
          clusters[at + 1 + next]! + 1,
          value(at, at + 1 + next),
        ]),
    ),
  };
}
