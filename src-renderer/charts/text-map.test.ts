import { expect, it } from 'vitest';
import type { TextMap } from '../../src-main/api/types.ts';
import { palette } from './fixtures.testing.ts';
import { byCompany, byLabel, byTime, inOneGroup, others } from './text-groups.ts';
import { pointedText, textMapOption, textMapTable, textsWithin } from './text-map.ts';

const day = 86_400_000;
const map: TextMap = {
  request: { projection: 'pca', neighbours: 15, minDist: 0.1, seed: 1 },
  explained: [0.5, 0.25],
  documents: 7,
  unplaced: 1,
  ids: [11, 12, 13, 14, 15, 16],
  x: [0, 1, 2, 3, 4, 5],
  y: [0, 0, 0, 1, 1, 1],
  publishedAt: [0, day, 2 * day, 3 * day, null, 4 * day],
  symbols: ['A', 'A', 'B', 'A', null, 'C'],
};
const labels = { values: ['down', 'up'], documents: [11, 12, 16, 99], of: [1, 0, 1, 0] };
const view = {
  groups: inOneGroup(map, palette),
  found: null,
  selected: null,
  width: 500,
  height: 400,
  zoom: { x: [0, 100], y: [0, 100] },
} as const;

it('texts are grouped by label and company, the largest group first and the unknown last', () => {
  const shown = (groups: ReturnType<typeof byLabel>) => groups.map(({ name, texts }) => [name, texts]);
  expect(shown(byLabel(map, labels, palette))).toEqual([
    ['up', [0, 5]],
    ['down', [1]],
    ['no label', [2, 3, 4]],
  ]);
  expect(shown(byCompany(map, palette))).toEqual([
    ['A', [0, 1, 3]],
    ['B', [2]],
    ['C', [5]],
    ['no company', [4]],
  ]);
});

it('periods have equally many texts, the earliest first', () => {
  const long = { ...map, publishedAt: [5, 3, 1, 0, 2, 4].map((at) => at * day) };
  expect(byTime(long, palette).map(({ texts }) => texts)).toEqual([[3], [2], [4], [1], [5], [0]]);
  expect(byTime(map, palette).at(-1)).toMatchObject({ key: null, name: 'no time', texts: [4] });
});

it('companies beyond those that have a colour are one group', () => {
  const many = Array.from({ length: 60 }, (_, at) => at);
  const wide: TextMap = {
    ...map,
    ids: many,
    x: many,
    y: many,
    publishedAt: many,
    symbols: many.map((at) => `S${Math.floor(at / 2)}`),
  };
  const groups = byCompany(wide, palette);
  expect(groups.at(-1)).toMatchObject({ key: others, name: '7 others' });
  expect(groups.flatMap(({ texts }) => texts)).toHaveLength(60);
});

it('is drawn to scale, with what is found over the rest and the chosen text on top', () => {
  const option = textMapOption(map, { ...view, found: new Set([13]), selected: 14 }, palette);
  const series = Array.isArray(option.series) ? option.series : [];
  expect(series.map((one) => one.data)).toEqual([
    map.ids.map((_, at) => [map.x[at], map.y[at], at]),
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

it('a line holds the texts of the groups that are shown, the latest first', () => {
  const square = [
    [0.5, -1],
    [4.5, -1],
    [4.5, 2],
    [0.5, 2],
  ] as const;
  expect(textsWithin(map, view.groups, square)).toEqual([14, 13, 12, 15]);
  expect(textsWithin(map, byCompany(map, palette).slice(1), square)).toEqual([13, 15]);
});

it('knows the text under the pointer, and has a table of what it shows', () => {
  expect(pointedText({ value: [1, 2, 5] })).toBe(5);
  expect(pointedText({ value: 3 })).toBeNull();
  expect(pointedText(null)).toBeNull();
  const { columns, rows } = textMapTable(map, byLabel(map, labels, palette));
  expect(columns).toEqual(['document', 'published_at', 'ticker', 'group', 'pc1', 'pc2']);
  expect(rows[1]).toEqual([12, '1970-01-02T00:00:00.000Z', 'A', 'down', 1, 0]);
  expect(rows[4]).toEqual([15, null, null, 'no label', 4, 1]);
});
