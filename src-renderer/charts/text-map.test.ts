import { expect, it } from 'vitest';
import { packed } from '../../src-main/packed-numbers.ts';
import { palette } from './fixtures.testing.ts';
import { byCompany, byLabel, byTime, inOneGroup } from './text-groups.ts';
import { type TextPoints, textPoints } from './text-points.ts';
import {
  groupsByText,
  plotOf,
  pointedText,
  rest,
  textMapOption,
  textMapTable,
  textsWithin,
} from './text-map.ts';

const day = 86_400_000;
const map = textPoints({
  request: { checkpoint: null, projection: 'pca', neighbours: 15, minDist: 0.1, seed: 1 },
  explained: [0.5, 0.25],
  documents: 7,
  unplaced: 1,
  ids: packed(Int32Array.of(11, 12, 13, 14, 15, 16)),
  x: packed(Float32Array.of(0, 1, 2, 3, 4, 5)),
  y: packed(Float32Array.of(0, 0, 0, 1, 1, 1)),
  publishedAt: packed(Float64Array.of(0, day, 2 * day, 3 * day, Number.NaN, 4 * day)),
  symbols: ['A', 'B', 'C'],
  symbolOf: packed(Int32Array.of(0, 0, 1, 0, -1, 2)),
});
const labels = { values: ['down', 'up'], documents: [11, 12, 16, 99], of: [1, 0, 1, 0] };
const view = {
  groups: inOneGroup(map),
  found: null,
  selected: null,
  width: 500,
  height: 400,
  title: null,
  zoom: { x: [0, 100], y: [0, 100] },
  points: 'chart',
} as const;

it('texts are grouped by label and company, the largest group first and the unknown last', () => {
  const shown = (groups: ReturnType<typeof byLabel>) => groups.map(({ name, texts }) => [name, texts]);
  expect(shown(byLabel(map, labels))).toEqual([
    ['up', [0, 5]],
    ['down', [1]],
    ['no label', [2, 3, 4]],
  ]);
  expect(shown(byCompany(map))).toEqual([
    ['A', [0, 1, 3]],
    ['B', [2]],
    ['C', [5]],
    ['no company', [4]],
  ]);
});

it('periods have equally many texts, the earliest first', () => {
  const long = { ...map, publishedAt: Float64Array.of(5, 3, 1, 0, 2, 4).map((at) => at * day) };
  expect(byTime(long).map(({ texts }) => texts)).toEqual([[3], [2], [4], [1], [5], [0]]);
  expect(byTime(map).at(-1)).toMatchObject({ key: null, name: 'no time', texts: [4] });
});

it('companies beyond those that have a colour are one group', () => {
  const many = Array.from({ length: 60 }, (_, at) => at);
  const wide: TextPoints = {
    ...map,
    ids: Int32Array.from(many),
    symbols: many.slice(0, 30).map((at) => `S${at}`),
    symbolOf: Int32Array.from(many, (at) => Math.floor(at / 2)),
  };
  const groups = byCompany(wide);
  expect(groups.at(-1)).toMatchObject({ key: rest, name: '7 others' });
  expect(groups.flatMap(({ texts }) => texts)).toHaveLength(60);
});

it('is drawn to scale, with what is found over the rest and the chosen text on top', () => {
  const option = textMapOption(map, { ...view, found: new Set([13]), selected: 14 }, palette);
  const series = Array.isArray(option.series) ? option.series : [];
  expect(series.map((one) => one.data)).toEqual([
    Array.from(map.ids, (_, at) => [map.x[at], map.y[at], at]),
    [[2, 0, 2]],
    [[3, 1, 3]],
  ]);
  const { xAxis, yAxis } = option;
  if (Array.isArray(xAxis) || Array.isArray(yAxis)) throw new Error('several axes');
  const lengthOf = (axis: unknown) => {
    const { min, max } = axis as { min: number; max: number };
    return max - min;
  };
  const width = view.width - 60;
  const height = view.height - 44;
  expect(lengthOf(xAxis) / width).toBeCloseTo(lengthOf(yAxis) / height, 10);
});

it('leaves the points to a canvas below it, and keeps the groups for the legend and the chosen text', () => {
  const groups = byLabel(map, labels);
  const found = new Set([13]);
  const option = textMapOption(map, { ...view, groups, found, selected: 14, points: 'below' }, palette);
  const series = Array.isArray(option.series) ? option.series : [];
  expect(series.map(({ name, data }) => [name, data])).toEqual([
    ['no label', []],
    ['up', []],
    ['down', []],
    [undefined, [[3, 1, 3]]],
  ]);
  expect(option.grid).toEqual(plotOf(view));
  expect([...groupsByText(map, groups)]).toEqual([0, 1, 2, 2, 2, 0]);
});

it('has a title and a legend where it stands alone', () => {
  const { title, legend } = textMapOption(map, { ...view, title: 'A map' }, palette);
  expect(title).toMatchObject({ text: 'A map' });
  expect(legend).toMatchObject({ data: ['texts'] });
  expect(textMapOption(map, view, palette).legend).toBeUndefined();
});

it('what has no colour of its own is drawn below the rest', () => {
  const groups = byLabel(map, labels);
  const option = textMapOption(map, { ...view, groups }, palette);
  const series = Array.isArray(option.series) ? option.series : [];
  expect(series.slice(0, 3).map(({ name }) => name)).toEqual(['no label', 'up', 'down']);
});

it('a line holds the texts of the groups that are shown, the latest first', () => {
  const square = [
    [0.5, -1],
    [4.5, -1],
    [4.5, 2],
    [0.5, 2],
  ] as const;
  expect(textsWithin(map, view.groups, square)).toEqual([14, 13, 12, 15]);
  expect(textsWithin(map, byCompany(map).slice(1), square)).toEqual([13, 15]);
});

it('knows the text under the pointer, and has a table of what it shows', () => {
  expect(pointedText({ value: [1, 2, 5] })).toBe(5);
  expect(pointedText({ value: 3 })).toBeNull();
  expect(pointedText(null)).toBeNull();
  const { columns, rows } = textMapTable(map, byLabel(map, labels));
  expect(columns).toEqual(['document', 'published_at', 'ticker', 'group', 'pc1', 'pc2']);
  expect(rows[1]).toEqual([12, '1970-01-02T00:00:00.000Z', 'A', 'down', 1, 0]);
  expect(rows[4]).toEqual([15, null, null, 'no label', 4, 1]);
});
