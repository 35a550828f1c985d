import { expect, it } from 'vitest';
import type { CompanyMap } from '../../src-main/api/types.ts';
import { alignedTo } from './align-map.ts';

const places = [
  [0, 0],
  [4, 0],
  [1, 2],
  [-3, 1],
  [2, -5],
] as const;

const mapOf = (points: readonly (readonly [number, number])[]): CompanyMap => ({
  request: {
    run: 1,
    topic: null,
    scheme: 'topic',
    from: null,
    to: null,
    metric: 'centred',
    projection: 'umap',
    neighbours: 15,
    minDist: 0.1,
    seed: 1,
  },
  explained: null,
  counted: false,
  dimensions: 9,
  points: points.map(([x, y], at) => ({
    companyId: at,
    symbol: `C${at}`,
    name: '',
    sector: null,
    documents: 1,
    x,
    y,
  })),
});

const turn = ([x, y]: readonly [number, number], angle: number): [number, number] => [
  x * Math.cos(angle) - y * Math.sin(angle) + 7,
  x * Math.sin(angle) + y * Math.cos(angle) - 3,
];

it.each([0, 1, 2.5, Math.PI])('a map that was turned by %d and moved lies on the first again', (angle) => {
  const { points } = alignedTo(mapOf(places), mapOf(places.map((place) => turn(place, angle))));
  for (const [at, [x, y]] of places.entries()) {
    expect(points[at]!.x).toBeCloseTo(x, 9);
    expect(points[at]!.y).toBeCloseTo(y, 9);
  }
});

it('a mirrored map too; a company that the first has not is moved with the others', () => {
  const mirrored = [...places, [6, 6] as const].map(([x, y]) => turn([x, -y], 0.7));
  const { points } = alignedTo(mapOf(places), mapOf(mirrored));
  for (const [at, [x, y]] of [...places, [6, 6] as const].entries()) {
    expect(points[at]!.x).toBeCloseTo(x, 9);
    expect(points[at]!.y).toBeCloseTo(y, 9);
  }
});

it('distances stay as they are, whatever the first map looks like', () => {
  const other = [
    [5, 1],
    [0, 0],
    [9, 9],
    [1, 2],
    [3, 3],
  ] as const;
  const { points } = alignedTo(mapOf(other), mapOf(places));
  const far = (a: readonly [number, number], b: readonly [number, number]) =>
    Math.hypot(a[0] - b[0], a[1] - b[1]);
  expect(far([points[1]!.x, points[1]!.y], [points[4]!.x, points[4]!.y])).toBeCloseTo(
    far(places[1], places[4]),
    9,
  );
});
