import type { TextMap } from '../../src-main/api/types.ts';
import type { Palette } from '../theme/palette.ts';
import type { GroupShape } from './company-groups.ts';
import { equalScale } from './equal-scale.ts';
import { isWithin, type Polygon } from './lasso.ts';
import { axisStyle, type ChartOption, type ChartTable, tooltipStyle } from './option.ts';
import type { Zoom } from './zoom.ts';

/** Texts of one colour. */
export interface TextGroup {
  /** Of the address; null: texts of which it is not known. */
  key: string | null;
  name: string;
  colour: string;
  shape: GroupShape;
  /** Places in the lists of the map. */
  texts: readonly number[];
}

export interface TextMapView {
  /** The groups that are shown, in the order in which they are drawn. */
  groups: readonly TextGroup[];
  /** Texts that are set off, as ids; null: none are. */
  found: ReadonlySet<number> | null;
  selected: number | null;
  width: number;
  height: number;
  zoom: Zoom;
}

const around = { left: 46, right: 14, top: 10, bottom: 34 };
/** From so many points on ECharts draws a series in one go. */
const largeFrom = 200;
const diameter = 4;
const setOff = 6;
const chosen = 16;

/**
 * Texts on a plane, to scale, coloured by group. Thousands of points have one style a series, so that those that are
 * found, and the one that is chosen, are series of their own over the others.
 */
export function textMapOption(map: TextMap, view: TextMapView, palette: Palette): ChartOption {
  const { groups, found, selected, width, height, zoom } = view;
  const points = map.x.map((x, at) => ({ x, y: map.y[at]! }));
  const ends = equalScale(points, {
    width: width - around.left - around.right,
    height: height - around.top - around.bottom,
  });
  const axis = { ...axisStyle(palette), type: 'value' as const, nameLocation: 'middle' as const };
  const labels = {
    ...axis.axisLabel,
    show: map.explained !== null,
    showMinLabel: false,
    showMaxLabel: false,
  };
  const [first, second] = axisNames(map);
  const at = (text: number) => [map.x[text]!, map.y[text]!, text];
  const series = (group: TextGroup, texts: readonly number[], over: boolean) => ({
    type: 'scatter' as const,
    id: `${over ? 'found ' : ''}${group.key ?? ''}`,
    name: group.name,
    symbol: group.shape,
    symbolSize: over ? setOff : diameter,
    large: true,
    largeThreshold: largeFrom,
    itemStyle: { color: group.colour, opacity: over ? 1 : found === null ? 0.6 : 0.15 },
    z: over ? 3 : 2,
    data: texts.map(at),
  });
  const place = selected === null ? -1 : map.ids.indexOf(selected);
  return {
    animation: false,
    grid: around,
    tooltip: { ...tooltipStyle(palette), trigger: 'item' },
    toolbox: { show: false },
    brush: { brushStyle: { color: 'transparent', borderColor: palette.accent, borderWidth: 1.5 } },
    dataZoom: [
      { type: 'inside', xAxisIndex: 0, filterMode: 'none', start: zoom.x[0], end: zoom.x[1] },
      { type: 'inside', yAxisIndex: 0, filterMode: 'none', start: zoom.y[0], end: zoom.y[1] },
    ],
    xAxis: { ...axis, min: ends.x[0], max: ends.x[1], name: first, nameGap: 18, axisLabel: labels },
    yAxis: { ...axis, min: ends.y[0], max: ends.y[1], name: second, nameGap: 30, axisLabel: labels },
    series: [
      ...groups.map((group) => series(group, group.texts, false)),
      ...(found === null
        ? []
        : groups.map((group) =>
            series(
              group,
              group.texts.filter((text) => found.has(map.ids[text]!)),
              true,
            ),
          )),
      {
        type: 'scatter' as const,
        id: 'chosen',
        silent: true,
        symbolSize: chosen,
        itemStyle: { color: 'transparent', borderColor: palette.text, borderWidth: 2 },
        z: 4,
        data: place < 0 ? [] : [at(place)],
      },
    ],
  };
}

function axisNames({ explained, request }: TextMap): [string, string] {
  if (explained === null) {
    return [`${request.neighbours} neighbours, least distance ${request.minDist}, seed ${request.seed}`, ''];
  }
  const share = (part: number): string => `${(100 * part).toFixed(1)} %`;
  return [`PC 1 (${share(explained[0])} of the variance)`, `PC 2 (${share(explained[1])})`];
}

/** The place in the lists of the map, from what ECharts hands to a tooltip or a click; null: it is none. */
export function pointedText(params: unknown): number | null {
  if (typeof params !== 'object' || params === null || !('value' in params)) return null;
  const { value } = params;
  return Array.isArray(value) && typeof value[2] === 'number' ? value[2] : null;
}

/** The texts of some groups within a line, as ids; those of the latest first. */
export function textsWithin(map: TextMap, groups: readonly TextGroup[], polygon: Polygon): number[] {
  return groups
    .flatMap(({ texts }) => texts.filter((at) => isWithin({ x: map.x[at]!, y: map.y[at]! }, polygon)))
    .sort((a, b) => (map.publishedAt[b] ?? -Infinity) - (map.publishedAt[a] ?? -Infinity) || a - b)
    .map((at) => map.ids[at]!);
}

export function textMapTable(map: TextMap, groups: readonly TextGroup[]): ChartTable {
  const nameOf = new Map(groups.flatMap(({ name, texts }) => texts.map((at) => [at, name] as const)));
  const [first, second] = map.request.projection === 'pca' ? ['pc1', 'pc2'] : ['umap1', 'umap2'];
  return {
    columns: ['document', 'published_at', 'ticker', 'group', first, second],
    rows: map.ids.map((id, at) => [
      id,
      map.publishedAt[at] == null ? null : new Date(map.publishedAt[at]).toISOString(),
      map.symbols[at] ?? null,
      nameOf.get(at) ?? null,
      map.x[at]!,
      map.y[at]!,
    ]),
  };
}
