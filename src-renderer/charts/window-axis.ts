import type { ContextItem, ContextWindow } from '../../src-main/api/types.ts';
import { agePosition, ageTicks } from './age-axis.ts';
import type { AgeScale } from './age-axis.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

/** Left of the newest age, so that the text itself stands apart from its window. */
const LOG_NOW = -0.35;

/** A context window as dots on an axis of age, oldest left, the text itself at the right end. */
export function windowAxisOption(
  items: readonly ContextItem[],
  scale: AgeScale,
  highlighted: number | null,
  palette: Palette,
): ChartOption {
  const oldest = Math.max(1000, ...items.map((item) => item.ageMs));
  const ticks = ageTicks(oldest, scale);
  const labels = new Map(ticks.map(({ at, label }) => [at, label]));
  const last = ticks.at(-1)?.at ?? 1;
  const now = scale === 'log' ? LOG_NOW : 0;
  const axis = axisStyle(palette);
  const positions = ticks.map(({ at }) => at);
  return {
    animation: false,
    grid: { left: 28, right: 28, top: 26, bottom: 24 },
    tooltip: { ...tooltipStyle(palette), trigger: 'item' },
    xAxis: {
      type: 'value',
      inverse: true,
      min: now,
      max: last,
      ...axis,
      splitLine: { show: false },
      axisTick: { show: true, customValues: positions, lineStyle: { color: palette.lineStrong } },
      axisLabel: {
        ...axis.axisLabel,
        customValues: positions,
        formatter: (at: number) => labels.get(at) ?? '',
        hideOverlap: true,
      },
    },
    yAxis: { type: 'value', min: -0.5, max: 1, show: false },
    series: [
      {
        type: 'scatter',
        name: 'context',
        data: items.map((item, index) => {
          const isHigh = item.document.id === highlighted;
          return {
            value: [agePosition(item.ageMs, scale), 0],
            name: String(items.length - index),
            symbolSize: isHigh ? 17 : 12,
            itemStyle: {
              color: item.document.retweet ? palette.surface : palette.data[0],
              borderColor: isHigh ? palette.text : palette.data[0],
              borderWidth: isHigh ? 2 : 1.5,
              opacity: 0.85,
            },
          };
        }),
        label: { show: true, position: 'top', formatter: '{b}', color: palette.muted, fontSize: 11 },
        labelLayout: { hideOverlap: true },
        emphasis: { scale: 1.3 },
      },
      {
        type: 'scatter',
        name: 'text',
        silent: true,
        symbol: 'diamond',
        symbolSize: 15,
        data: [{ value: [now, 0], name: 'text' }],
        itemStyle: { color: palette.data[1] },
        label: { show: true, position: 'top', formatter: '{b}', color: palette.muted, fontSize: 11 },
      },
    ],
  };
}

export function windowAxisTable(window: ContextWindow): ChartTable {
  return {
    columns: ['position', 'document', 'published_utc', 'age_seconds', 'author', 'retweet', 'text'],
    rows: window.items.map(({ document, ageMs }, index) => [
      window.items.length - index,
      document.id,
      document.publishedAt === null ? null : new Date(document.publishedAt).toISOString(),
      ageMs / 1000,
      document.author,
      String(document.retweet),
      document.text,
    ]),
  };
}
