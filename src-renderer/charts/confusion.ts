import { type NameOf, withValue } from '../../src-main/api/class-names.ts';
import { inCountingOrder } from '../../src-main/api/class-order.ts';
import type { Scores } from '../../src-main/api/types.ts';
import { formatCount } from '../format/number.ts';
import { axisStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

/** More classes stand in a matrix of the full width, their names on end below it. */
const FEW_CLASSES = 8;
/** With more classes a cell is too narrow for its count, which the exported data have. */
const MOST_COUNTED = 30;

export function isCrowded({ classes }: Scores): boolean {
  return classes.length > FEW_CLASSES;
}

/** Pixels of the whole chart. */
export function confusionHeight(scores: Scores, nameOf: NameOf): number {
  const { length } = scores.classes;
  return isCrowded(scores) ? namesHeight(scores, nameOf) + 40 + 28 * length : 60 + 44 * length;
}

/** Pixels that names beside the matrix take; longer ones are cut off. */
function namesWidth(names: readonly string[]): number {
  return Math.min(130, Math.max(54, 7 * Math.max(...names.map(({ length }) => length))));
}

/** Pixels that names on end take; longer ones are cut off. */
function namesHeight({ classes }: Scores, nameOf: NameOf): number {
  return Math.min(70, 7 * Math.max(...classes.map((value) => nameOf(value).length)));
}

/** Confusion matrix: truth down, predicted across, shaded by the share of the true class. */
export function confusionOption(measured: Scores, palette: Palette, nameOf: NameOf): ChartOption {
  const scores = inCountingOrder(measured);
  const names = scores.classes.map(nameOf);
  const height = namesHeight(scores, nameOf);
  const width = namesWidth(names);
  const axis = { ...axisStyle(palette), splitLine: { show: false } };
  const crowded = isCrowded(scores);
  const cells = scores.confusion.flatMap((row, truth) => {
    const support = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => {
      const share = support === 0 ? 0 : count / support;
      return {
        value: [predicted, truth, share],
        label: {
          formatter: crowded && count === 0 ? '' : formatCount(count),
          color: share > 0.5 ? palette.surface : palette.text,
        },
      };
    });
  });
  return {
    animation: false,
    grid: { left: width + 30, right: 12, top: 6, bottom: crowded ? height + 34 : 44 },
    xAxis: {
      type: 'category',
      data: names,
      name: 'predicted',
      nameLocation: 'middle',
      nameGap: crowded ? height + 16 : 26,
      ...axis,
      ...(crowded && {
        axisLabel: { ...axis.axisLabel, rotate: 90, interval: 0, width: 70, overflow: 'truncate' },
      }),
    },
    yAxis: {
      type: 'category',
      data: names,
      inverse: true,
      name: 'truth',
      nameLocation: 'middle',
      nameGap: width + 8,
      ...axis,
      axisLabel: { ...axis.axisLabel, interval: 0, width, overflow: 'truncate' },
    },
    visualMap: {
      show: false,
      min: 0,
      max: 1,
      dimension: 2,
      inRange: { color: [palette.heatLow, palette.heatHigh] },
    },
    series: [
      {
        type: 'heatmap',
        data: cells,
        label: { show: scores.classes.length <= MOST_COUNTED, fontSize: crowded ? 11 : 12 },
        itemStyle: { borderColor: palette.surface, borderWidth: crowded ? 1 : 2 },
        emphasis: { disabled: true },
      },
    ],
  };
}

export function confusionTable(measured: Scores, nameOf: NameOf): ChartTable {
  const scores = inCountingOrder(measured);
  return {
    columns: ['truth', ...scores.classes.map((value) => `predicted ${withValue(value, nameOf)}`)],
    rows: scores.confusion.map((row, truth) => [withValue(scores.classes[truth] ?? '', nameOf), ...row]),
  };
}
