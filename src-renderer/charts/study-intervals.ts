import type { IntervalRow } from '../../src-main/api/types.ts';
import { formatSigned } from '../format/number.ts';
import type { Palette } from '../theme/palette.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';

type Role = IntervalRow['role'];

/** What arms are for, in the order of the legend, told apart by marks as well as by colours. */
const ROLES = [
  { role: 'context', name: 'context', mark: 'circle', colour: 0, dash: 'solid' },
  { role: 'control', name: 'rival', mark: 'diamond', colour: 3, dash: 'solid' },
  { role: 'placebo', name: 'placebo', mark: 'triangle', colour: 5, dash: 'solid' },
  { role: 'leak', name: 'leak detector, never to be used', mark: 'rect', colour: 4, dash: 'dashed' },
] as const satisfies readonly { role: Role; name: string; mark: string; colour: number; dash: string }[];

/** What stands after the name of an arm that must not be mistaken for one of context. */
const REMARKS: Partial<Record<Role, string>> = { placebo: ' (placebo)', leak: ' (never to be used)' };

/** Pixels of a row, of what stands above and below the rows, and of the names. */
const ROW = 30;
const FRAME = 76;
const NAMES = 268;

export function intervalsHeight(rows: readonly IntervalRow[]): number {
  return FRAME + ROW * rows.length;
}

/** `+2.8`, in points; a difference that is none when rounded has no sign. */
export function signedPoints(difference: number): string {
  return formatSigned(100 * difference, 1);
}

export function intervalText({
  difference,
  low,
  high,
}: Pick<IntervalRow, 'difference' | 'low' | 'high'>): string {
  return `${signedPoints(difference)} [${signedPoints(low)}, ${signedPoints(high)}]`;
}

/** 1, 2 or 5 times a power of ten, as large as asked for or the next larger one. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((times) => times * power >= least) ?? 10);
}

/** A line for each arm: its difference from the text alone with its 95 % interval, to scale. */
export function intervalsOption(rows: readonly IntervalRow[], palette: Palette): ChartOption {
  const axis = axisStyle(palette);
  const inPoints = (value: number) => 100 * value;
  const least = Math.min(-1, ...rows.map(({ low }) => inPoints(low)));
  const most = Math.max(1, ...rows.map(({ high }) => inPoints(high)));
  const step = roundStep((most - least) / 8);
  const shown = ROLES.filter(({ role }) => rows.some((row) => row.role === role));
  return {
    animation: false,
    grid: { left: NAMES + 12, right: 24, top: 30, bottom: 44 },
    legend: {
      top: 0,
      left: 'center',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: palette.muted, fontSize: 11 },
      data: shown.map(({ name, mark }) => ({ name, icon: mark })),
    },
    tooltip: { ...tooltipStyle(palette), trigger: 'item', renderMode: 'richText' },
    xAxis: {
      type: 'value',
      name: 'difference from the text alone, in points of accuracy',
      nameLocation: 'middle',
      nameGap: 26,
      min: step * Math.floor(least / step),
      max: step * Math.ceil(most / step),
      interval: step,
      ...axis,
      axisLabel: { ...axis.axisLabel, formatter: (value: number) => signedPoints(value / 100) },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows.map(({ name, role }) => `${name}${REMARKS[role] ?? ''}`),
      ...axis,
      axisLine: { show: false },
      splitLine: { show: false },
      axisLabel: {
        color: palette.text,
        fontSize: 11,
        interval: 0,
        width: NAMES,
        overflow: 'break',
        lineHeight: 13,
      },
    },
    series: shown.flatMap(({ role, name, mark, colour, dash }, index) => {
      const own = rows.flatMap((row, at) => (row.role === role ? [{ row, at }] : []));
      const paint = palette.runs[colour]!;
      return [
        {
          type: 'line' as const,
          name,
          symbol: 'none',
          silent: true,
          lineStyle: { width: 2, color: paint, type: dash },
          itemStyle: { color: paint },
          // A gap after each interval.
          data: own.flatMap(({ row, at }) => [
            [inPoints(row.low), at],
            [inPoints(row.high), at],
            ['-', at],
          ]),
          ...(index === 0 ? { markLine: zeroLine(palette) } : {}),
        },
        {
          type: 'scatter' as const,
          name,
          symbol: mark,
          symbolSize: 9,
          // A leak is hollow, on any ground.
          itemStyle:
            role === 'leak'
              ? { color: palette.surface, borderColor: paint, borderWidth: 2, opacity: 1 }
              : { color: paint, opacity: 1 },
          label: {
            show: true,
            position: 'top' as const,
            distance: 3,
            color: palette.text,
            fontSize: 10,
            // Over the line at 0.
            backgroundColor: palette.surface,
            padding: [1, 2],
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              signedPoints(own[dataIndex]?.row.difference ?? 0),
          },
          tooltip: {
            formatter: (params: unknown) => {
              const at = typeof params === 'object' && params !== null && 'dataIndex' in params;
              const found = at ? own[Number(params.dataIndex)] : undefined;
              return found ? `${found.row.name}\n${intervalText(found.row)} points` : '';
            },
          },
          data: own.map(({ row, at }) => [inPoints(row.difference), at]),
        },
      ];
    }),
  };
}

function zeroLine(palette: Palette) {
  return {
    symbol: 'none',
    silent: true,
    animation: false,
    z: 1,
    lineStyle: { color: palette.text, width: 1.5, type: 'solid' as const },
    label: { show: false },
    data: [{ xAxis: 0 }],
  };
}

export function intervalsTable(rows: readonly IntervalRow[]): ChartTable {
  return {
    columns: ['arm', 'role', 'difference', 'low', 'high'],
    rows: rows.map(({ name, role, difference, low, high }) => [name, role, difference, low, high]),
  };
}
