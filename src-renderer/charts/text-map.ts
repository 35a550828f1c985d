import { counted } from '../../src-main/counted.ts';
import type { Palette } from '../theme/palette.ts';
import { type Ends, equalScale, extent } from './equal-scale.ts';
import { groupColour, type GroupLook } from './group-look.ts';
import { isWithin, type Polygon } from './lasso.ts';
import { symbolAt, type TextPoints, timeAt } from './text-points.ts';
import { axisStyle, type ChartOption, type ChartTable, tooltipStyle } from './option.ts';
import { ofLegend, ofTitle, standingAlone } from './standing-alone.ts';
import type { Zoom } from './zoom.ts';

/** Texts that look alike on a map. */
export interface TextGroup extends GroupLook {
  /** Of the address; null: texts of which it is not known. */
  key: string | null;
  name: string;
  /** Places in the lists of the map. */
  texts: readonly number[];
}

/** The key of groups that are too many for a colour each. */
export const rest = '…';

export interface TextMapView {
  /** The groups that are shown, in the order in which they are drawn. */
  groups: readonly TextGroup[];
  /** Texts that are set off, as ids; null: none are. */
  found: ReadonlySet<number> | null;
  selected: number | null;
  width: number;
  height: number;
  /** Title of a map that stands alone, with its legend; null: both stand beside it. */
  title: string | null;
  zoom: Zoom;
  /** Who draws the points: ECharts, a canvas below it (`PointCloud.vue`), or they are this picture already. */
  points: 'chart' | 'below' | HTMLCanvasElement;
}

/** More points are drawn by a canvas of their own: by ECharts moving the map would falter. */
export const mostByChart = 30_000;
/** In an SVG more points are a picture in it: each would be an element. */
export const mostInSvg = 20_000;

const around = { left: 46, right: 14, top: 10, bottom: 34 };

/** Where the points are drawn within the chart, in pixels. `title`: see `TextMapView`. */
export function plotOf({ width, height, title }: Pick<TextMapView, 'width' | 'height' | 'title'>) {
  const [top, bottom] = title === null ? [0, 0] : [ofTitle, ofLegend];
  return {
    left: around.left,
    top: around.top + top,
    width: Math.max(1, width - around.left - around.right),
    height: Math.max(1, height - around.top - top - around.bottom - bottom),
  };
}

/** The ends of the axes of the whole map, as it is drawn in a plot of this size. */
export function textMapEnds({ x, y }: TextPoints, plot: { width: number; height: number }): Ends {
  return equalScale(x, y, plot);
}

/** From so many points on ECharts draws a series in one go. */
const largeFrom = 200;
const diameter = 4;
const setOff = 6;
const chosen = 16;

/**
 * Texts on a plane, to scale, coloured by group. Thousands of points have one style a series, so that those that are
 * found, and the one that is chosen, are series of their own over the others.
 */
export function textMapOption(map: TextPoints, view: TextMapView, palette: Palette): ChartOption {
  const { groups, found, selected, title, zoom, points } = view;
  const plot = plotOf(view);
  const ends = textMapEnds(map, plot);
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
    itemStyle: { color: groupColour(palette, group.colour), opacity: over ? 1 : found === null ? 0.6 : 0.15 },
    z: over ? 3 : 2,
    data: points === 'chart' ? texts.map(at) : [],
  });
  const place = selected === null ? -1 : map.ids.indexOf(selected);
  return {
    animation: false,
    grid: plot,
    ...(title !== null && standingAlone(groups, title, palette)),
    tooltip: { ...tooltipStyle(palette), trigger: 'item' },
    toolbox: { show: false },
    brush: { brushStyle: { color: 'transparent', borderColor: palette.accent, borderWidth: 1.5 } },
    // Every movement of the pointer is followed; ECharts would let ten a second through.
    dataZoom: [
      { type: 'inside', xAxisIndex: 0, filterMode: 'none', start: zoom.x[0], end: zoom.x[1], throttle: 0 },
      { type: 'inside', yAxisIndex: 0, filterMode: 'none', start: zoom.y[0], end: zoom.y[1], throttle: 0 },
    ],
    xAxis: { ...axis, min: ends.x[0], max: ends.x[1], name: first, nameGap: 18, axisLabel: labels },
    yAxis: { ...axis, min: ends.y[0], max: ends.y[1], name: second, nameGap: 30, axisLabel: labels },
    series: [
      ...(typeof points === 'string' ? [] : [picture(points, plot)]),
      ...groups
        .toSorted((a, b) => Number(isRest(b)) - Number(isRest(a)))
        .map((group) => series(group, group.texts, false)),
      ...(found === null || points !== 'chart'
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

/** The points as one picture where they lie. */
function picture(image: HTMLCanvasElement, { left, top, width, height }: ReturnType<typeof plotOf>) {
  return {
    type: 'custom' as const,
    silent: true,
    data: [[0, 0]],
    renderItem: () => ({ type: 'image' as const, style: { image, x: left, y: top, width, height } }),
  };
}

/** Texts that are like no other in colour lie below the others, which would not be seen among them. */
export function isRest({ key }: TextGroup): boolean {
  return key === null || key === rest;
}

function axisNames({ explained, request }: TextPoints): [string, string] {
  if (explained === null) {
    return [
      `${counted(request.neighbours, 'neighbour')}, least distance ${request.minDist}, seed ${request.seed}`,
      '',
    ];
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
export function textsWithin(map: TextPoints, groups: readonly TextGroup[], polygon: Polygon): number[] {
  const [wide, high] = [0, 1].map((axis) => extent(polygon.map((corner) => corner[axis]!)));
  const isNear = (x: number, y: number): boolean =>
    x >= wide!.low && x <= wide!.high && y >= high!.low && y <= high!.high;
  const time = (at: number): number => timeAt(map, at) ?? -Infinity;
  return groups
    .flatMap(({ texts }) =>
      texts.filter((at) => {
        const [x, y] = [map.x[at]!, map.y[at]!];
        return isNear(x, y) && isWithin({ x, y }, polygon);
      }),
    )
    .sort((a, b) => time(b) - time(a) || a - b)
    .map((at) => map.ids[at]!);
}

/** The group of each text, as its place in the list; -1: it is in none. */
export function groupsByText(map: TextPoints, groups: readonly TextGroup[]): Int16Array {
  const of = new Int16Array(map.ids.length).fill(-1);
  for (const [group, { texts }] of groups.entries()) for (const at of texts) of[at] = group;
  return of;
}

/** What is on the map, a text a row. The rows are made when they are asked for: there may be a million. */
export function textMapTable(map: TextPoints, groups: readonly TextGroup[]): ChartTable {
  const [first, second] = map.request.projection === 'pca' ? ['pc1', 'pc2'] : ['umap1', 'umap2'];
  const place = (value: number): number => Number(value.toFixed(4));
  const rowsNow = (): ChartTable['rows'] => {
    const of = groupsByText(map, groups);
    return Array.from(map.ids, (id, at) => {
      const time = timeAt(map, at);
      return [
        id,
        time === null ? null : new Date(time).toISOString(),
        symbolAt(map, at),
        groups[of[at]!]?.name ?? null,
        place(map.x[at]!),
        place(map.y[at]!),
      ];
    });
  };
  let rows: ChartTable['rows'] | null = null;
  return {
    columns: ['document', 'published_at', 'ticker', 'group', first, second],
    get rows() {
      return (rows ??= rowsNow());
    },
  };
}
