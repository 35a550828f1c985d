import type { CompanyMap, CompanyPoint } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import type { Palette } from '../theme/palette.ts';
import type { CompanyGroup } from './company-groups.ts';
import { type Ends, equalScale } from './equal-scale.ts';
import { groupColour } from './group-look.ts';
import { besideSymbol, namePlaces, nameSize, type Side } from './name-places.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import { ofLegend, ofTitle, standingAlone } from './standing-alone.ts';
import { seenEnds, type Zoom } from './zoom.ts';

/** Diameters of a company in pixels, by the square root of its texts, so that areas are as the texts are. */
const smallest = 4;
const largest = 15;
const alike = 7;
/** Added to what is chosen. */
const outstanding = 10;
/** Pixels around the drawing. */
const around = { left: 46, right: 44, top: 10, bottom: 34 };

function found(point: CompanyPoint, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return false;
  return point.symbol.toLowerCase().startsWith(wanted) || point.name.toLowerCase().includes(wanted);
}

/** The symbols that a search highlights. */
export function foundSymbols(points: readonly CompanyPoint[], search: string): Set<string> {
  return new Set(points.filter((point) => found(point, search)).map(({ symbol }) => symbol));
}

/** The symbol that a search chooses: the one that it spells out, or else the first that it highlights. */
export function bestFound(highlighted: ReadonlySet<string>, search: string): string | null {
  const exact = search.trim().toUpperCase();
  const [first = null] = highlighted;
  return highlighted.has(exact) ? exact : first;
}

export interface MapView {
  /** The groups that are shown, in the order in which they are drawn. */
  groups: readonly CompanyGroup[];
  /** Companies that are shown alone; null: all. */
  only: ReadonlySet<string> | null;
  highlighted: ReadonlySet<string>;
  selected: string | null;
  /** The nearest of the selected company in the original space. */
  near: readonly string[];
  bySize: boolean;
  /** Of the whole chart, in pixels. */
  width: number;
  height: number;
  /** Title of a map that stands alone, with its legend; null: both stand beside it. */
  title: string | null;
  /** It was turned to fit another map: its axes are no components any more. */
  turned: boolean;
  zoom: Zoom;
}

/** The companies that a view shows. */
export function shownPoints(
  map: CompanyMap,
  { groups, only }: Pick<MapView, 'groups' | 'only'>,
): CompanyPoint[] {
  return map.points.filter(
    ({ symbol }) => (only === null || only.has(symbol)) && groups.some((group) => group.symbols.has(symbol)),
  );
}

function endsOf(
  shown: readonly CompanyPoint[],
  { width, height }: Pick<MapView, 'width' | 'height'>,
  grid: typeof around,
): Ends {
  return equalScale(
    shown.map(({ x }) => x),
    shown.map(({ y }) => y),
    { width: width - grid.left - grid.right, height: height - grid.top - grid.bottom },
  );
}

/** The ends of the axes of the whole map, as it is seen. */
export function companyMapEnds(
  map: CompanyMap,
  view: Pick<MapView, 'groups' | 'only' | 'width' | 'height'>,
): Ends {
  return endsOf(shownPoints(map, view), view, around);
}

/** Companies on a plane, to scale, coloured by group; lines lead from the selected one to the nearest in the space. */
export function companyMapOption(map: CompanyMap, view: MapView, palette: Palette): ChartOption {
  const shown = shownPoints(map, view);
  const grid =
    view.title === null ? around : { ...around, top: around.top + ofTitle, bottom: around.bottom + ofLegend };
  const ends = endsOf(shown, view, grid);
  const most = Math.max(1, ...map.points.map(({ documents }) => documents));
  const isSearching = view.highlighted.size > 0;
  const near = new Set(view.near);
  const diameter = ({ documents }: CompanyPoint): number =>
    view.bySize ? Math.max(smallest, largest * Math.sqrt(documents / most)) : alike;
  const isMarked = ({ symbol }: CompanyPoint) => symbol === view.selected || view.highlighted.has(symbol);
  const size = (point: CompanyPoint): number =>
    diameter(point) +
    (point.symbol === view.selected
      ? outstanding
      : isMarked(point) || near.has(point.symbol)
        ? outstanding / 2
        : 0);
  const places = placesOf(shown, { view, grid, ends, size });
  const [first, second] = axisNames(map, view);
  const axis = { ...axisStyle(palette), type: 'value' as const, nameLocation: 'middle' as const };
  const labels = map.request.projection === 'pca' && !view.turned ? {} : { axisLabel: { show: false } };
  return {
    animation: false,
    grid,
    ...(view.title !== null && standingAlone(view.groups, view.title, palette)),
    tooltip: { ...tooltipStyle(palette), trigger: 'item' },
    // ECharts makes one for the brush; the lasso has a button of ours.
    toolbox: { show: false },
    brush: { brushStyle: { color: 'transparent', borderColor: palette.accent, borderWidth: 1.5 } },
    dataZoom: [
      { type: 'inside', xAxisIndex: 0, filterMode: 'none', start: view.zoom.x[0], end: view.zoom.x[1] },
      { type: 'inside', yAxisIndex: 0, filterMode: 'none', start: view.zoom.y[0], end: view.zoom.y[1] },
    ],
    xAxis: { ...axis, min: ends.x[0], max: ends.x[1], name: first, nameGap: 18, ...rounded(axis), ...labels },
    yAxis: {
      ...axis,
      min: ends.y[0],
      max: ends.y[1],
      name: second,
      nameGap: 30,
      ...rounded(axis),
      ...labels,
    },
    series: [
      nearLines(shown, view, palette),
      ...view.groups.map((group) => ({
        type: 'scatter' as const,
        id: group.key ?? '',
        name: group.name,
        symbol: group.shape,
        data: shown
          .filter(({ symbol }) => group.symbols.has(symbol))
          .map((point) => {
            const isChosen = point.symbol === view.selected;
            const isSetOff = isMarked(point) || near.has(point.symbol);
            const place = places.get(point.symbol);
            return {
              name: point.symbol,
              value: [point.x, point.y],
              symbolSize: size(point),
              itemStyle: {
                opacity: isSearching && !isSetOff ? 0.2 : 0.85,
                borderColor: isMarked(point) ? palette.text : palette.surface,
                borderWidth: isChosen ? 2.5 : isMarked(point) ? 1.5 : 0.7,
              },
              label: {
                show: place !== undefined,
                ...(place && { position: place }),
                color: isSetOff ? palette.text : palette.muted,
                fontWeight: isSetOff ? ('bold' as const) : ('normal' as const),
              },
            };
          }),
        itemStyle: { color: groupColour(palette, group.colour) },
        label: {
          distance: besideSymbol,
          formatter: '{b}',
          fontSize: nameSize,
          // A name that lies on symbols stays legible.
          textBorderColor: palette.surface,
          textBorderWidth: 2.5,
        },
        emphasis: { scale: 1.3 },
      })),
    ],
  };
}

/** Where names stand in what is seen; of what is chosen, marked or near first, then of the companies with most texts. */
function placesOf(
  shown: readonly CompanyPoint[],
  {
    view,
    grid,
    ends,
    size,
  }: { view: MapView; grid: typeof around; ends: Ends; size: (point: CompanyPoint) => number },
): Map<string, Side> {
  const seen = seenEnds(ends, view.zoom);
  const drawing = {
    left: grid.left,
    top: grid.top,
    right: view.width - grid.right,
    bottom: view.height - grid.bottom,
  };
  const share = (value: number, [low, high]: readonly [number, number]): number =>
    (value - low) / (high - low);
  const rank = ({ symbol }: CompanyPoint): number =>
    symbol === view.selected ? 0 : view.near.includes(symbol) ? 1 : view.highlighted.has(symbol) ? 2 : 3;
  const named = shown
    .filter((point) => view.highlighted.size === 0 || rank(point) < 3)
    .map((point) => ({ point, rank: rank(point) }))
    .toSorted((a, b) => a.rank - b.rank || b.point.documents - a.point.documents)
    .map(({ point, rank: ofPoint }) => ({
      name: point.symbol,
      at: {
        x: drawing.left + share(point.x, seen.x) * (drawing.right - drawing.left),
        y: drawing.bottom - share(point.y, seen.y) * (drawing.bottom - drawing.top),
      },
      diameter: size(point),
      stands: ofPoint < 3,
    }))
    .filter(
      ({ at }) =>
        at.x >= drawing.left && at.x <= drawing.right && at.y >= drawing.top && at.y <= drawing.bottom,
    );
  // Names may stand in the margin to the right, where nothing else does.
  return namePlaces(named, { ...drawing, right: view.width });
}

/** Numbers at round places, not at the ends of the axis. */
function rounded({ axisLabel }: { axisLabel: object }): { axisLabel: object } {
  return { axisLabel: { ...axisLabel, showMinLabel: false, showMaxLabel: false } };
}

/** Pixels that both need below a map that was turned; where there are fewer, how it was made stands in its form. */
const roomForBoth = 440;

function axisNames(
  { explained, request }: CompanyMap,
  { turned, width }: Pick<MapView, 'turned' | 'width'>,
): [string, string] {
  const settings =
    request.projection === 'umap'
      ? `${counted(request.neighbours, 'neighbour')}, least distance ${request.minDist}, seed ${request.seed}`
      : '';
  if (turned) {
    const parts = [settings, 'turned to fit the first map'].filter(Boolean);
    return [width < roomForBoth ? parts.at(-1)! : parts.join(' · '), ''];
  }
  if (explained === null) return [settings, ''];
  const share = (part: number): string => `${(100 * part).toFixed(1)} %`;
  return [`PC 1 (${share(explained[0])} of the variance)`, `PC 2 (${share(explained[1])})`];
}

/** One line to each of the nearest that are shown. */
function nearLines(shown: readonly CompanyPoint[], view: MapView, palette: Palette) {
  const places = new Map(shown.map((point) => [point.symbol, [point.x, point.y] as [number, number]]));
  const own = view.selected === null ? undefined : places.get(view.selected);
  const data = view.near.flatMap((symbol) => {
    const end = places.get(symbol);
    return own === undefined || end === undefined ? [] : [own, end, ['-', '-']];
  });
  return {
    type: 'line' as const,
    id: 'near',
    silent: true,
    symbol: 'none',
    z: 1,
    connectNulls: false,
    lineStyle: { color: palette.muted, width: 1, opacity: 0.6 },
    data,
  };
}

/** @param own the labels that a person gave companies, by company */
export function companyMapTable(
  map: CompanyMap,
  groupOf: (symbol: string) => string,
  own: ReadonlyMap<number, string>,
): ChartTable {
  const [first, second] = map.request.projection === 'pca' ? ['pc1', 'pc2'] : ['umap1', 'umap2'];
  return {
    columns: ['symbol', 'name', 'sector', 'own_label', 'group', 'texts', first, second],
    rows: map.points.map(({ companyId, symbol, name, sector, documents, x, y }) => [
      symbol,
      name,
      sector,
      own.get(companyId) ?? null,
      groupOf(symbol),
      documents,
      x,
      y,
    ]),
  };
}
