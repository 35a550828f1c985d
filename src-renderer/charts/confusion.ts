import type { Scores } from '../../src-main/api/types.ts';
import { axisStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from './palette.ts';

/** Confusion matrix: truth down, predicted across, shaded by the share of the true class. */
export function confusionOption(scores: Scores, palette: Palette): ChartOption {
  const axis = { ...axisStyle(palette), splitLine: { show: false } };
  const cells = scores.confusion.flatMap((row, truth) => {
    const support = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, predicted) => {
      const share = support === 0 ? 0 : count / support;
      return {
        value: [predicted, truth, share],
        label: { formatter: String(count), color: share > 0.5 ? palette.surface : palette.text },
      };
    });
  });
  return {
    animation: false,
    grid: { left: 84, right: 12, top: 6, bottom: 44 },
    xAxis: {
      type: 'category',
      data: [...scores.classes],
      name: 'predicted',
      nameLocation: 'middle',
      nameGap: 26,
      ...axis,
    },
    yAxis: {
      type: 'category',
      data: [...scores.classes],
      inverse: true,
      name: 'truth',
      nameLocation: 'middle',
      nameGap: 62,
      ...axis,
      axisLabel: { ...axis.axisLabel, width: 54, overflow: 'truncate' },
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
        label: { show: true, fontSize: 12 },
        itemStyle: { borderColor: palette.surface, borderWidth: 2 },
        emphasis: { disabled: true },
      },
    ],
  };
}

export function confusionTable(scores: Scores): ChartTable {
  return {
    columns: ['truth', ...scores.classes.map((value) => `predicted ${value}`)],
    rows: scores.confusion.map((row, truth) => [scores.classes[truth] ?? '', ...row]),
  };
}
