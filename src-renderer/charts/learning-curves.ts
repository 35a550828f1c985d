import type { MetricPoint } from '../../src-main/api/types.ts';
import { curveFrame } from './curve-frame.ts';
import { axisStyle, scoreAxis } from './option.ts';
import { smoothed } from './smoothing.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

/** Names of the scores that are worth a line, best first; the first one that was measured is drawn. */
const SCORES = ['valid.macroF1', 'valid.f1', 'valid.top10', 'valid.top1', 'valid.accuracy'];

function seriesOf(metrics: readonly MetricPoint[], name: string): [number, number][] {
  return metrics.filter((point) => point.name === name).map(({ epoch, value }) => [epoch, value]);
}

/** The validation score that stands beside the losses, or null while none was measured. */
export function scoreName(metrics: readonly MetricPoint[]): string | null {
  const names = new Set(metrics.map((point) => point.name));
  return (
    SCORES.find((name) => names.has(name)) ??
    [...names].find((name) => name.startsWith('valid.') && !name.endsWith('.loss')) ??
    null
  );
}

/** `valid.macroF1` as a person writes it: `valid macro F1`. */
export function metricTitle(name: string): string {
  return name.replaceAll('.', ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
}

/** How the curves are drawn. */
export interface CurveView {
  /** Of the moving average of the train loss, from 0 to below 1. */
  smoothing: number;
  /** The losses on a logarithmic axis. */
  log: boolean;
  /** The training goes on: its last epoch so far is no end. */
  goesOn: boolean;
}

/**
 * The epoch whose weights were kept: the highest validation score, the lowest validation loss where there is no score;
 * null: nothing was validated.
 */
export function bestEpoch(metrics: readonly MetricPoint[]): number | null {
  const score = scoreName(metrics);
  const losses = new Map(seriesOf(metrics, 'valid.loss'));
  const points =
    score === null ? [...losses].map(([epoch, loss]) => [epoch, -loss] as const) : seriesOf(metrics, score);
  const ranked = points.toSorted(
    ([a, x], [b, y]) => y - x || (losses.get(a) ?? 0) - (losses.get(b) ?? 0) || a - b,
  );
  return ranked[0]?.[0] ?? null;
}

/** The best epoch is named left of its line, where that of an early end is right of its own, unless the axis is too near. */
function besides(best: number, epochs: number): { align: 'right' | 'center' } {
  return { align: best > epochs / 4 ? 'right' : 'center' };
}

/** Losses (left axis) and the validation score (right axis) over epochs, with the best epoch and an early end marked. */
export function learningCurvesOption(
  metrics: readonly MetricPoint[],
  epochs: number,
  palette: Palette,
  { smoothing, log, goesOn }: CurveView = { smoothing: 0, log: false, goesOn: false },
): ChartOption {
  const best = bestEpoch(metrics);
  const ended = Math.max(0, ...metrics.map(({ epoch }) => Math.ceil(epoch)));
  const train = seriesOf(metrics, 'train.loss');
  const average = smoothed(
    train.map(([, loss]) => loss),
    smoothing,
  );
  const marks = [
    ...(best === null ? [] : [{ name: `best: epoch ${best}`, xAxis: best, label: besides(best, epochs) }]),
    ...(!goesOn && ended > 0 && ended < epochs
      ? [{ name: `stopped after epoch ${ended}`, xAxis: ended, label: { align: 'left' as const } }]
      : []),
  ];
  const axis = axisStyle(palette);
  const score = scoreName(metrics);
  // A logarithmic axis has no place for a loss of 0.
  const drawn = (losses: readonly [number, number][]) =>
    losses.map(([epoch, loss]) => [epoch, log && loss <= 0 ? null : loss]);
  const line = { type: 'line', symbol: 'circle', symbolSize: 5, lineStyle: { width: 1.5 } } as const;
  return {
    ...curveFrame(palette, { name: 'epoch', max: epochs }),
    grid: { left: 48, right: 48, top: 50, bottom: 36 },
    // Dragging moves what the wheel enlarged; without Ctrl the wheel scrolls the page.
    dataZoom: [{ type: 'inside', zoomOnMouseWheel: 'ctrl', filterMode: 'none' }],
    yAxis: [
      {
        type: log ? 'log' : 'value',
        name: log ? 'loss (log)' : 'loss',
        nameGap: 20,
        ...axis,
        axisLine: { show: false },
        scale: true,
      },
      {
        type: 'value',
        show: score !== null,
        name: score === null ? '' : metricTitle(score),
        nameGap: 20,
        min: 0,
        max: 1,
        ...scoreAxis(palette, 1),
        axisLine: { show: false },
        splitLine: { show: false },
      },
    ],
    series: [
      {
        ...line,
        name: 'train loss',
        data: drawn(train.map(([epoch], at) => [epoch, average[at] ?? 0])),
        // One point makes no line.
        showSymbol: train.length === 1,
        itemStyle: { color: palette.data[2] },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: palette.muted, type: 'dashed' },
          label: { formatter: '{b}', color: palette.muted, fontSize: 11, position: 'end' },
          data: marks,
        },
      },
      ...(smoothing === 0
        ? []
        : [
            {
              ...line,
              name: 'train loss, as measured',
              data: drawn(train),
              showSymbol: false,
              lineStyle: { width: 1, opacity: 0.3 },
              itemStyle: { color: palette.data[2] },
            },
          ]),
      {
        ...line,
        name: 'valid loss',
        data: drawn(seriesOf(metrics, 'valid.loss')),
        itemStyle: { color: palette.data[1] },
      },
      ...(score === null
        ? []
        : [
            {
              ...line,
              name: metricTitle(score),
              yAxisIndex: 1,
              data: seriesOf(metrics, score),
              itemStyle: { color: palette.data[0] },
            },
          ]),
    ],
  };
}

export function learningCurvesTable(metrics: readonly MetricPoint[]): ChartTable {
  return {
    columns: ['metric', 'step', 'epoch', 'value'],
    rows: metrics.map(({ name, step, epoch, value }) => [name, step, epoch, value]),
  };
}
