import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { umap } from './umap.ts';

const settings = { neighbours: 8, minDist: 0.1, seed: 3 };
const quiet = async () => {};

/** Three groups of twenty in ten dimensions, twenty deviations apart. */
function groups(): Float64Array[] {
  const random = new Random(5);
  return Array.from({ length: 60 }, (_, at) =>
    Float64Array.from(
      { length: 10 },
      (__, axis) => random.normal() + (axis === Math.floor(at / 20) ? 20 : 0),
    ),
  );
}

test('groups that are apart stay apart: the nearest on the map of every point is of its group', async () => {
  const places = await umap(groups(), settings, quiet);
  const wrong = places.filter(([x, y], own) => {
    const far = places.map(([a, b], at) => (at === own ? Infinity : Math.hypot(a - x, b - y)));
    return Math.floor(far.indexOf(Math.min(...far)) / 20) !== Math.floor(own / 20);
  });
  expect(wrong).toEqual([]);
});

test('a seed gives the same map again, another seed another one; progress is told', async () => {
  const told: [number, number][] = [];
  const points = groups();
  const first = await umap(points, settings, async (done, total) => void told.push([done, total]));
  expect(await umap(points, settings, quiet)).toEqual(first);
  expect(await umap(points, { ...settings, seed: 4 }, quiet)).not.toEqual(first);
  expect(told.at(-1)).toEqual([500, 500]);
});

test('points in the same place, and fewer points than neighbours', async () => {
  const same = Array.from({ length: 5 }, () => Float64Array.of(1, 2));
  const places = await umap(same, settings, quiet);
  expect(places.flat().every(Number.isFinite)).toBe(true);
});
