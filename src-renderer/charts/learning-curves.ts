import type { MetricPoint } from '../../src-main/api/types.ts';
import { curveFrame } from './curve-frame.ts';
import { axisStyle } from './option.ts';
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

/** Losses (left axis) and the validation score (right axis) over epochs. */
export function learningCurvesOption(
  metrics: readonly MetricPoint[],
  epochs: number,
  palette: Palette,
): ChartOption {
  const axis = axisStyle(palette);
  const score = scoreName(metrics);
  const line = { type: 'line', symbol: 'circle', symbolSize: 5, lineStyle: { width: 1.5 } } as const;
  return {
    ...curveFrame(palette, { name: 'epoch', max: epochs }),
    grid: { left: 48, right: 48, top: 30, bottom: 36 },
    yAxis: [
      { type: 'value', name: 'loss', ...axis, axisLine: { show: false }, scale: true },
      {
        type: 'value',
        show: score !== null,
        name: score === null ? '' : metricTitle(score),
        min: 0,
        max: 1,
        ...axis,
        axisLine: { show: false },
        splitLine: { show: false },
      },
    ],
    series: [
      {
        ...line,
        name: 'train loss',
        data: seriesOf(metrics, 'train.loss'),
        showSymbol: false,
        itemStyle: { color: palette.data[2] },
      },
      {
        ...line,
        name: 'valid loss',
        data: seriesOf(metrics, 'valid.loss'),
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
