import type { ContextItem, ContextWindow } from '../../src-main/api/types.ts';
import { agePosition, ageTicks } from './age-axis.ts';
import type { AgeScale } from './age-axis.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

/** Right of the newest age, so that the text itself stands apart from its window. */
const APART = 0.35;

/** How a text of the window is labelled; null: it has no label. */
export type ItemTone = 'positive' | 'negative' | 'other' | null;

/** Each tone has a lane of its own, so that colour is not all that tells them apart. */
const LANES: Readonly<Record<ItemTone & string, number>> = { positive: 1, negative: -1, other: 0 };

/**
 * A context window as dots on an axis of age, oldest left, the text itself at the right end. The axis begins and ends
 * with the window; labelled texts have the colour and the lane of their label.
 */
export function windowAxisOption(
  items: readonly (ContextItem & { tone?: ItemTone })[],
  scale: AgeScale,
  highlighted: number | null,
  palette: Palette,
): ChartOption {
  const oldest = Math.max(1000, ...items.map((item) => item.ageMs));
  const ticks = ageTicks(oldest, scale);
  const labels = new Map(ticks.map(({ at, label }) => [at, label]));
  const last = ticks.at(-1)?.at ?? 1;
  const newest = Math.min(...items.map((item) => agePosition(item.ageMs, scale)));
  const now = scale === 'log' && items.length > 0 ? newest - APART : 0;
  const colourOf = (tone: ItemTone): string =>
    tone === null ? palette.muted : palette.data[{ positive: 0, negative: 1, other: 2 }[tone]]!;
  const axis = axisStyle(palette);
  const positions = ticks.map(({ at }) => at).filter((at) => at >= now);
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
    yAxis: { type: 'value', min: -1.6, max: 1.9, show: false },
    series: [
      {
        type: 'scatter',
        name: 'context',
        data: items.map((item, index) => {
          const isHigh = item.document.id === highlighted;
          const tone = item.tone ?? null;
          return {
            value: [agePosition(item.ageMs, scale), tone === null ? 0 : LANES[tone]],
            name: String(items.length - index),
            symbolSize: isHigh ? 17 : 12,
            itemStyle: {
              color: item.document.retweet ? palette.surface : colourOf(tone),
              borderColor: isHigh ? palette.text : colourOf(tone),
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
