import type { CompanyMap, CompanyPoint } from '../../src-main/api/types.ts';
import { axisStyle, tooltipStyle } from './option.ts';
import type { ChartOption, ChartTable } from './option.ts';
import type { Palette } from '../theme/palette.ts';

/** So many of the companies with the most texts carry their symbol. */
const LABELLED = 60;

function found(point: CompanyPoint, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return false;
  return point.symbol.toLowerCase().startsWith(wanted) || point.name.toLowerCase().includes(wanted);
}

/** The symbols that a search highlights. */
export function foundSymbols(map: CompanyMap, search: string): Set<string> {
  return new Set(map.points.filter((point) => found(point, search)).map(({ symbol }) => symbol));
}

/** The symbol that a search chooses: the one that it spells out, or else the first that it highlights. */
export function bestFound(highlighted: ReadonlySet<string>, search: string): string | null {
  const exact = search.trim().toUpperCase();
  const [first = null] = highlighted;
  return highlighted.has(exact) ? exact : first;
}

export interface MapView {
  highlighted: ReadonlySet<string>;
  selected: string | null;
}

/** Companies on the first two principal components, shaded by their number of texts. */
export function companyMapOption(map: CompanyMap, view: MapView, palette: Palette): ChartOption {
  const axis = axisStyle(palette);
  const counts = map.points.map((point) => point.documents);
  const ranked = counts.toSorted((a, b) => b - a);
  const threshold = ranked[Math.min(LABELLED, ranked.length) - 1] ?? 0;
  const isSearching = view.highlighted.size > 0;
  const share = (part: number): string => `${(100 * part).toFixed(0)} %`;
  return {
    animation: false,
    grid: { left: 40, right: 16, top: 10, bottom: 36 },
    tooltip: { ...tooltipStyle(palette), trigger: 'item' },
    dataZoom: [
      { type: 'inside', xAxisIndex: 0, filterMode: 'none' },
      { type: 'inside', yAxisIndex: 0, filterMode: 'none' },
    ],
    xAxis: {
      type: 'value',
      scale: true,
      name: `PC 1 (${share(map.explained[0])} of the variance)`,
      nameLocation: 'middle',
      nameGap: 20,
      ...axis,
    },
    yAxis: {
      type: 'value',
      scale: true,
      name: `PC 2 (${share(map.explained[1])})`,
      nameLocation: 'middle',
      nameGap: 26,
      ...axis,
    },
    visualMap: {
      type: 'continuous',
      dimension: 2,
      min: Math.min(0, ...counts),
      max: Math.max(1, ...counts),
      right: 8,
      bottom: 44,
      itemHeight: 70,
      itemWidth: 10,
      text: ['texts', ''],
      textStyle: { color: palette.muted, fontSize: 11 },
      calculable: false,
      inRange: { color: [palette.lineStrong, palette.accent] },
    },
    series: [
      {
        type: 'scatter',
        data: map.points.map((point) => {
          const isChosen = point.symbol === view.selected;
          const isMarked = isChosen || view.highlighted.has(point.symbol);
          return {
            name: point.symbol,
            value: [point.x, point.y, point.documents],
            symbolSize: isMarked ? 13 : 8,
            itemStyle: {
              opacity: isSearching && !isMarked ? 0.25 : 0.95,
              borderColor: isMarked ? palette.text : palette.surface,
              borderWidth: isChosen ? 2.5 : isMarked ? 1.5 : 0.5,
            },
            label: {
              show: isMarked || (!isSearching && point.documents >= threshold),
              color: isMarked ? palette.text : palette.muted,
              fontWeight: isMarked ? ('bold' as const) : ('normal' as const),
            },
          };
        }),
        label: { position: 'right', distance: 3, formatter: '{b}', fontSize: 11 },
        labelLayout: { hideOverlap: true },
        emphasis: { scale: 1.4 },
      },
    ],
  };
}

export function companyMapTable(map: CompanyMap): ChartTable {
  return {
    columns: ['symbol', 'name', 'sector', 'texts', 'pc1', 'pc2'],
    rows: map.points.map(({ symbol, name, sector, documents, x, y }) => [
      symbol,
      name,
      sector,
      documents,
      x,
      y,
    ]),
  };
}
