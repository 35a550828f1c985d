import { describe, expect, it } from 'vitest';
import type { CompanyMap, CompanyPoint } from '../../src-main/api/types.ts';
import { chartPage, withoutPointerRules } from './chart-page.ts';
import { companyGroups } from './company-groups.ts';
import { bestFound, companyMapOption, companyMapTable, foundSymbols, type MapView } from './company-map.ts';
import { equalScale } from './equal-scale.ts';
import { palette } from './fixtures.testing.ts';
import { unzoomed } from './zoom.ts';
import { drawnPolygon, isWithin } from './lasso.ts';

const point = (symbol: string, name: string, part: Partial<CompanyPoint> = {}): CompanyPoint => ({
  companyId: 1,
  symbol,
  name,
  sector: null,
  documents: 4,
  x: 0,
  y: 0,
  ...part,
});
const points = [
  point('AAPL', 'Apple', { sector: 'Technology', documents: 100 }),
  point('APA', 'Apache', { sector: 'Energy', x: 4, documents: 25 }),
  point('SNAP', 'Snapple', { y: 1, x: 2 }),
  point('MSFT', 'Microsoft', { sector: 'Technology', x: 3 }),
];
const map: CompanyMap = {
  request: {
    run: 1,
    topic: null,
    scheme: 'topic',
    from: null,
    to: null,
    metric: 'centred',
    projection: 'pca',
    neighbours: 15,
    minDist: 0.1,
    seed: 1,
  },
  explained: [0.5, 0.25],
  counted: false,
  dimensions: 2,
  points,
};
const groups = companyGroups(points, ({ sector }) => sector, { nameOf: String, unknown: 'none' });
const view: MapView = {
  groups,
  only: null,
  highlighted: new Set(),
  selected: null,
  near: [],
  bySize: true,
  width: 660,
  height: 344,
  title: null,
  turned: false,
  zoom: unzoomed,
};

/** The companies of each series of an option, and how large they are. */
function drawn(part: Partial<MapView>) {
  const { series } = companyMapOption(map, { ...view, ...part }, palette);
  const all = Array.isArray(series) ? series : [];
  return all.map((one) => ({
    name: one.name,
    data: (Array.isArray(one.data) ? one.data : []) as { name: string; symbolSize: number }[],
  }));
}

describe('groups of companies', () => {
  it('stand by size, the unknown ones last and grey; no two have the same colour and shape', () => {
    expect(groups.map(({ key, name, symbols }) => [key, name, [...symbols]])).toEqual([
      ['Technology', 'Technology', ['AAPL', 'MSFT']],
      ['Energy', 'Energy', ['APA']],
      [null, 'none', ['SNAP']],
    ]);
    expect(groups.at(-1)).toMatchObject({ colour: null, shape: 'circle' });
    const ordered = companyGroups(points, ({ sector }) => sector, {
      nameOf: String,
      unknown: 'none',
      order: ['Energy', 'Technology'],
    });
    expect(ordered.map(({ key }) => key)).toEqual(['Energy', 'Technology', null]);
    const many = Array.from({ length: 12 }, (_, at) => point(`C${at}`, '', { sector: String(at) }));
    const found = companyGroups(many, ({ sector }) => sector, { nameOf: String, unknown: '' });
    expect(new Set(found.map(({ colour, shape }) => `${colour} ${shape}`)).size).toBe(12);
  });
});

describe('the map', () => {
  it('finds symbols by their beginning and names anywhere, and chooses what was typed in full', () => {
    expect([...foundSymbols(points, 'ap')]).toEqual(['AAPL', 'APA', 'SNAP']);
    expect([...foundSymbols(points, 'aap')]).toEqual(['AAPL']);
    expect([...foundSymbols(points, ' ')]).toEqual([]);
    expect(bestFound(new Set(['AAPL', 'APA', 'SNAP']), ' apa ')).toBe('APA');
    expect(bestFound(new Set(['AAPL', 'APA', 'SNAP']), 'ap')).toBe('AAPL');
    expect(bestFound(new Set(), 'zzz')).toBeNull();
  });

  it('is drawn to scale: a unit has as many pixels on one axis as on the other', () => {
    const ends = equalScale(
      points.map(({ x }) => x),
      points.map(({ y }) => y),
      { width: 600, height: 300 },
    );
    const perPixel = (ends.x[1] - ends.x[0]) / 600;
    expect((ends.y[1] - ends.y[0]) / 300).toBeCloseTo(perPixel, 12);
    expect(ends.x[0]).toBeLessThan(0);
    expect(ends.x[1]).toBeGreaterThan(4);
    // The width decides: 4 units and a twentieth on each side.
    expect(perPixel * 600).toBeCloseTo(4.4, 12);
    expect(equalScale([], [], { width: 1, height: 1 }).x.every(Number.isFinite)).toBe(true);
  });

  it('shows the groups that are not hidden, and the companies that are set apart', () => {
    expect(drawn({}).map(({ name, data }) => [name, data.length])).toEqual([
      [undefined, 0],
      ['Technology', 2],
      ['Energy', 1],
      ['none', 1],
    ]);
    const shown = drawn({ groups: groups.slice(0, 1), only: new Set(['AAPL', 'APA']) });
    expect(shown.map(({ data }) => data.map(({ name }) => name))).toEqual([[], ['AAPL']]);
  });

  it('has areas in proportion to the texts, but none too small to see', () => {
    const sizes = new Map(drawn({}).flatMap(({ data }) => data.map((one) => [one.name, one.symbolSize])));
    expect(sizes.get('AAPL')! / sizes.get('APA')!).toBeCloseTo(2, 12);
    expect(sizes.get('SNAP')).toBeGreaterThanOrEqual(4);
    const alike = drawn({ bySize: false }).flatMap(({ data }) => data.map((one) => one.symbolSize));
    expect(new Set(alike).size).toBe(1);
  });

  it('leads lines from the chosen company to its nearest in the space that are on the map', () => {
    const [lines] = drawn({ selected: 'AAPL', near: ['MSFT', 'GONE', 'APA'] });
    expect(lines!.data).toEqual([
      [0, 0],
      [3, 0],
      ['-', '-'],
      [0, 0],
      [4, 0],
      ['-', '-'],
    ]);
  });

  it('has its title and its groups where it stands alone, and is to scale there too', () => {
    const { title, legend, grid, xAxis, yAxis } = companyMapOption(map, { ...view, title: 'Run 1' }, palette);
    expect(title).toMatchObject({ text: 'Run 1' });
    expect(legend).toMatchObject({ data: ['Technology', 'Energy', 'none'] });
    expect(grid).toMatchObject({ top: 36, bottom: 100 });
    const length = (axis: unknown) => {
      const { min, max } = axis as { min: number; max: number };
      return max - min;
    };
    expect(length(yAxis) / (344 - 136)).toBeCloseTo(length(xAxis) / (660 - 90), 12);
  });

  it('names its axes by what they are: components, settings, or nothing once it is turned', () => {
    const nameOf = (one: CompanyMap, turned: boolean, width = 800) => {
      const { xAxis } = companyMapOption(one, { ...view, turned, width }, palette);
      return Array.isArray(xAxis) ? null : xAxis?.name;
    };
    const umap: CompanyMap = { ...map, explained: null, request: { ...map.request, projection: 'umap' } };
    expect(nameOf(map, false)).toBe('PC 1 (50.0 % of the variance)');
    expect(nameOf(map, true)).toBe('turned to fit the first map');
    expect(nameOf(umap, false)).toBe('15 neighbours, least distance 0.1, seed 1');
    expect(nameOf(umap, true)).toContain('seed 1 · turned');
    expect(nameOf(umap, true, 330)).toBe('turned to fit the first map');
  });

  it('has a table of what it shows', () => {
    const table = companyMapTable(map, () => 'a group', new Map([[map.points[1]!.companyId, 'mine']]));
    expect(table.columns).toEqual(['symbol', 'name', 'sector', 'own_label', 'group', 'texts', 'pc1', 'pc2']);
    expect(table.rows[1]).toEqual(['APA', 'Apache', 'Energy', 'mine', 'a group', 25, 4, 0]);
  });
});

describe('the lasso', () => {
  const corners = [
    [0, 0],
    [4, 0],
    [4, 4],
    [2, 1],
    [0, 4],
  ] as const;

  it('holds what lies within its line, not what lies in a notch of it', () => {
    expect(isWithin({ x: 1, y: 1 }, corners)).toBe(true);
    expect(isWithin({ x: 2, y: 3 }, corners)).toBe(false);
    expect(isWithin({ x: 5, y: 1 }, corners)).toBe(false);
  });

  it('is read from the stroke in units of the axes; a click is no stroke', () => {
    const event = {
      areas: [
        {
          range: [
            [0, 0],
            [10, 0],
            [10, 10],
          ],
        },
      ],
    };
    const halved = ([x, y]: [number, number]) => [x / 2, y / 2];
    expect(drawnPolygon(event, halved)).toEqual([
      [0, 0],
      [5, 0],
      [5, 5],
    ]);
    expect(drawnPolygon({ areas: [] }, halved)).toBeNull();
    expect(drawnPolygon(event, () => undefined)).toBeNull();
  });
});

it('a chart is exported as one page with its drawing and its values, names escaped', () => {
  const table = { columns: ['name', 'value'], rows: [['<b>&"', 1] as const] };
  const page = chartPage({ title: 'A & B', description: '<i>', svg: '<svg id="x"></svg>', table });
  expect(page).toContain('<svg id="x"></svg>');
  expect(page).toContain('<td>&lt;b&gt;&amp;&quot;</td><td>1</td>');
  expect(page).toContain('<title>A &amp; B</title>');
  expect(page).not.toMatch(/<(?:script|link|img)/);
  const long = { columns: ['n'], rows: Array.from({ length: 5001 }, (_, n) => [n]) };
  expect(chartPage({ title: '', description: '', svg: '', table: long })).toContain(
    '5,001 values are left out',
  );
});

it('a drawing that is exported has no rules for a pointer', () => {
  const rule =
    '<style ><![CDATA[\n.zr0-cls-1:hover {\ncursor:pointer;\nfill:[object Object];\n}\n]]>\n</style>';
  const drawing = `<svg><rect fill="#fff"></rect>\n${rule}\n<path d="M0 0"></path></svg>`;
  expect(withoutPointerRules(drawing)).toBe('<svg><rect fill="#fff"></rect>\n<path d="M0 0"></path></svg>');
});
