import type { WindowCurves } from '../../src-main/api/types.ts';
import type { Palette } from '../theme/palette.ts';
import { curveFrame } from './curve-frame.ts';
import { scoreAxis } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';

export type CurveOf = 'grown' | 'slid';

const NAMES = {
  grown: 'texts in the window, the most recent ones',
  slid: 'texts by which the window ends earlier',
} as const;

/** The probability of each class, by the length of the window or by where it ends. */
export function windowCurvesOption(
  curves: WindowCurves,
  { of, target }: { of: CurveOf; target: number },
  palette: Palette,
): ChartOption {
  // The class that is explained has the colour of what speaks for it.
  const others = curves.classes.keys().filter((at) => at !== target);
  const colours = new Map(
    [target, ...others].map((at, place) => [at, palette.runs[place % palette.runs.length]!]),
  );
  const frame = curveFrame(palette, { name: NAMES[of] });
  return {
    ...frame,
    legend: { ...frame.legend, type: 'scroll' },
    grid: { left: 44, right: 16, top: 30, bottom: 38 },
    xAxis: { ...frame.xAxis, minInterval: 1, max: curves[of].length - 1 },
    yAxis: { type: 'value', min: 0, max: 1, ...scoreAxis(palette, 1), axisLine: { show: false } },
    series: curves.classes.map((name, at) => ({
      type: 'line',
      name,
      symbolSize: 6,
      lineStyle: { width: 1.5 },
      itemStyle: { color: colours.get(at)! },
      data: curves[of].map(({ probabilities }, place) => [place, probabilities[at]!]),
    })),
  };
}

export function windowCurvesTable(curves: WindowCurves, of: CurveOf): ChartTable {
  const heading = of === 'grown' ? 'texts' : 'skipped';
  return {
    columns: [heading, ...curves.classes],
    rows: curves[of].map(({ probabilities }, place) => [place, ...probabilities]),
  };
}

/** What a chart of it says, for those who cannot see it. */
export function windowCurvesWords(curves: WindowCurves, of: CurveOf): string {
  const points = curves[of];
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return 'There is nothing to show.';
  return curves.classes
    .map(
      (name, at) => `${name} ${first.probabilities[at]!.toFixed(3)} to ${last.probabilities[at]!.toFixed(3)}`,
    )
    .join(', ');
}
