import type { Palette } from '../theme/palette.ts';
import type { ChartOption } from './option.ts';

/** Pixels that a title and a legend need beside the drawing. */
export const ofTitle = 26;
export const ofLegend = 66;

/** What a map says where it stands alone. */
export function standingAlone(
  groups: readonly { name: string }[],
  title: string,
  palette: Palette,
): ChartOption {
  return {
    title: { text: title, left: 4, top: 4, textStyle: { color: palette.text, fontSize: 13 } },
    legend: {
      left: 8,
      right: 8,
      bottom: 4,
      itemWidth: 12,
      itemHeight: 10,
      textStyle: { color: palette.text, fontSize: 11 },
      data: groups.map(({ name }) => name),
    },
  };
}
