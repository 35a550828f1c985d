import type { Explanation } from '../../src-main/api/types.ts';
import { formatAge } from '../format/age.ts';
import { formatScore, formatShare } from '../format/number.ts';
import { formatTimeExact } from '../format/time.ts';
import { headName, headRows, textShare, tokenWeight } from './attention.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

export interface HeatmapView {
  /** tokens: one column per token; texts: one column per context text. */
  unit: 'tokens' | 'texts';
  /** Index of the only context text shown; null: all. */
  only: number | null;
  /** Pixels. */
  width: number;
  /** The scale of the colours is drawn below the cells. */
  hasScale?: boolean;
}

export interface Column {
  label: string;
  item: number;
  /** Index of the token, or null for a whole text. */
  token: number | null;
}

const LEFT = 58;
const RIGHT = 12;
/** Pixels that a value of two or three decimals needs in a cell, a token below it, and a text's name above its tokens. */
const VALUE_WIDTH = 28;
const LONG_VALUE_WIDTH = 36;
const TOKEN_WIDTH = 11;
const NAME_WIDTH = 62;
/** Pixels above the cells, of a row of cells, and below them for slanted tokens or level names. */
const TOP = 22;
const ROW = 30;
const TOKENS_BELOW = 76;
const NAMES_BELOW = 24;
const NOTHING_BELOW = 8;
const SCALE_BELOW = 34;

/** Name of a context text: 1 is the most recent. */
export function itemName(explanation: Explanation, item: number): string {
  const read = explanation.items[item];
  if (read?.document.id === explanation.document.id) return 'the text';
  const age = read?.ageMs;
  return `${explanation.items.length - item}${age === undefined ? '' : ` · ${formatAge(age)}`}`;
}

export function heatmapColumns(explanation: Explanation, view: HeatmapView): Column[] {
  return explanation.items.flatMap((item, index): Column[] => {
    if (view.only !== null && view.only !== index) return [];
    if (view.unit === 'texts') return [{ label: itemName(explanation, index), item: index, token: null }];
    return item.tokens.map((label, token) => ({ label, item: index, token }));
  });
}

function weightOf(explanation: Explanation, column: Column, row: number): number {
  const head = headRows(explanation)[row];
  const item = explanation.items[column.item];
  if (head === undefined || item === undefined) return 0;
  return column.token === null ? textShare(item, head) : tokenWeight(item, head, column.token);
}

function cellWidthOf(columns: number, view: HeatmapView): number {
  return (view.width - LEFT - RIGHT) / Math.max(1, columns);
}

function spaceBelow(columns: number, view: HeatmapView): number {
  if (view.unit === 'texts') return NAMES_BELOW;
  return cellWidthOf(columns, view) >= TOKEN_WIDTH ? TOKENS_BELOW : NOTHING_BELOW;
}

/** Height that the chart needs, in pixels. */
export function heatmapHeight(explanation: Explanation, view: HeatmapView): number {
  const columns = heatmapColumns(explanation, view).length;
  return TOP + ROW * headRows(explanation).length + spaceBelow(columns, view) + scaleBelow(view);
}

function scaleBelow({ hasScale = false }: HeatmapView): number {
  return hasScale ? SCALE_BELOW : 0;
}

/** The view in a file: wide enough to name every token, with its scale. */
export function heatmapFigure(explanation: Explanation, view: HeatmapView): HeatmapView {
  const columns = heatmapColumns(explanation, view).length;
  return { ...view, width: Math.max(view.width, LEFT + RIGHT + TOKEN_WIDTH * columns), hasScale: true };
}

/** What is told above the drawing in a file. */
export function heatmapCaption(explanation: Explanation, view: HeatmapView): string[] {
  const { document, run, truth } = explanation;
  const { most, uniform } = heatmapScale(explanation, view);
  const about = [
    document.publishedAt === null ? '' : formatTimeExact(document.publishedAt),
    document.symbols.join(', '),
    truth === null ? '' : `labelled ${truth}`,
  ].filter((part) => part !== '');
  return [
    `Run ${run} reads: “${document.text}”${about.length === 0 ? '' : ` (${about.join('; ')})`}`,
    `Colours from 0 % to ${formatShare(most)} of the attention of a head; a uniform share would be ${formatShare(uniform)}. 1 is the most recent text.`,
  ];
}

/** The end of the scale, and what a cell would have if all had the same. */
export function heatmapScale(explanation: Explanation, view: HeatmapView): { most: number; uniform: number } {
  const columns = heatmapColumns(explanation, view);
  const all = heatmapColumns(explanation, { ...view, only: null });
  const weights = columns.flatMap((column) =>
    headRows(explanation).map((_, row) => weightOf(explanation, column, row)),
  );
  return { most: Math.max(1e-9, ...weights), uniform: 1 / Math.max(1, all.length) };
}

/** Attention as heads x context tokens (or texts), grouped by context text, oldest left. */
export function attentionHeatmapOption(
  explanation: Explanation,
  view: HeatmapView,
  palette: Palette,
): ChartOption {
  const rows = headRows(explanation);
  const columns = heatmapColumns(explanation, view);
  const cellWidth = cellWidthOf(columns.length, view);
  const digits = cellWidth >= LONG_VALUE_WIDTH ? 3 : 2;
  const cells = columns.flatMap((column, x) =>
    rows.map((_, y) => ({ x, y, weight: weightOf(explanation, column, y) })),
  );
  const { most } = heatmapScale(explanation, view);
  const axis = { ...axisStyle(palette), splitLine: { show: false } };
  const below = spaceBelow(columns.length, view);
  return {
    animation: false,
    grid: { left: LEFT, right: RIGHT, top: TOP, bottom: below + scaleBelow(view) },
    tooltip: { ...tooltipStyle(palette), trigger: 'item' },
    xAxis: [
      {
        type: 'category',
        data: columns.map((column) => column.label),
        ...axis,
        axisLabel: {
          ...axis.axisLabel,
          show: below !== NOTHING_BELOW,
          interval: 0,
          rotate: view.unit === 'tokens' ? 60 : 0,
          width: 70,
          overflow: 'truncate',
        },
      },
      groupAxis(explanation, columns, view, palette),
    ],
    yAxis: { type: 'category', data: rows.map(headName), inverse: true, ...axis },
    visualMap: {
      show: view.hasScale ?? false,
      orient: 'horizontal',
      left: LEFT,
      bottom: 6,
      itemWidth: 10,
      itemHeight: 120,
      text: [formatShare(most), '0 %'],
      textStyle: { color: palette.muted, fontSize: 11 },
      min: 0,
      max: most,
      dimension: 2,
      inRange: { color: [palette.heatLow, palette.heatHigh] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells.map(({ x, y, weight }) => ({
          value: [x, y, weight],
          label: { color: weight > most / 2 ? palette.surface : palette.text },
        })),
        label: {
          show: cellWidth >= VALUE_WIDTH,
          fontSize: 11,
          formatter: ({ value }) => (Array.isArray(value) ? formatScore(Number(value[2]), digits) : ''),
        },
        itemStyle: { borderColor: palette.surface, borderWidth: cellWidth >= 6 ? 1 : 0 },
        emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1 } },
      },
    ],
  };
}

/** The axis above: which context text the tokens belong to, with a line where each begins. */
function groupAxis(
  explanation: Explanation,
  columns: readonly Column[],
  view: HeatmapView,
  palette: Palette,
) {
  const starts = new Set(columns.flatMap((column, x) => (column.token === 0 && x > 0 ? [x] : [])));
  const middles = new Map<number, string>();
  for (const [item, own] of Map.groupBy(columns.keys(), (x) => columns[x]?.item ?? 0)) {
    const middle = own[Math.floor(own.length / 2)];
    const hasRoom = own.length * cellWidthOf(columns.length, view) >= NAME_WIDTH;
    const isOnly = explanation.items.length === 1;
    const name = hasRoom || isOnly ? itemName(explanation, item) : String(explanation.items.length - item);
    if (middle !== undefined) middles.set(middle, name);
  }
  const axis = axisStyle(palette);
  return {
    type: 'category' as const,
    position: 'top' as const,
    data: columns.map((_, x) => middles.get(x) ?? ''),
    show: view.unit === 'tokens',
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { ...axis.axisLabel, interval: (x: number) => middles.has(x) },
    splitLine: {
      show: true,
      interval: (x: number) => starts.has(x),
      lineStyle: { color: palette.lineStrong, width: 1.5 },
    },
    z: 3,
  };
}

/** What a cell of the heatmap says: head, context text, token and weight; empty where there is no cell. */
export function cellText(explanation: Explanation, view: HeatmapView, params: unknown): string {
  if (typeof params !== 'object' || params === null || !('value' in params)) return '';
  if (!Array.isArray(params.value)) return '';
  const [x = -1, y = -1, weight] = params.value.map(Number);
  const column = heatmapColumns(explanation, view)[x];
  const head = headRows(explanation)[y];
  if (column === undefined || head === undefined || weight === undefined) return '';
  const token = column.token === null ? '' : ` “${column.label}”`;
  return `${headName(head)} → ${itemName(explanation, column.item)}${token}: ${formatScore(weight)}`;
}

/** Every weight: one row per head and token, whatever the chart shows. */
export function attentionTable(explanation: Explanation): ChartTable {
  return {
    columns: ['head', 'position', 'document', 'token', 'text', 'weight'],
    rows: headRows(explanation).flatMap((head) =>
      explanation.items.flatMap((item, index) =>
        item.tokens.map((text, token) => [
          headName(head),
          explanation.items.length - index,
          item.document.id,
          token,
          text,
          tokenWeight(item, head, token),
        ]),
      ),
    ),
  };
}
