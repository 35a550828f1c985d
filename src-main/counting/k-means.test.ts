import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { assigned, kMeans } from './k-means.ts';

function inertiaOf(points: readonly Float64Array[], of: readonly number[], count: number): number {
  let sum = 0;
  for (let cluster = 0; cluster < count; cluster++) {
    const members = points.filter((_, at) => of[at] === cluster);
    const centre = [0, 1].map((i) => members.reduce((all, point) => all + point[i]!, 0) / members.length);
    for (const point of members) sum += (point[0]! - centre[0]!) ** 2 + (point[1]! - centre[1]!) ** 2;
  }
  return sum;
}

/** The least inertia of all ways to part the points. */
function best(points: readonly Float64Array[], count: number): number {
  let least = Infinity;
  for (let code = 0; code < count ** points.length; code++) {
    const of = points.map((_, at) => Math.floor(code / count ** at) % count);
    if (new Set(of).size === count) least = Math.min(least, inertiaOf(points, of, count));
  }
  return least;
}

test.each([1, 2, 3])('no way to part the points is better than what is found (seed %i)', async (seed) => {
  const random = new Random(seed);
  const points = Array.from({ length: 9 }, () => Float64Array.of(random.normal(), random.normal()));
  const { of, centres, inertia } = await kMeans(points, 3, { seed, starts: 20 });
  expect(inertia).toBeCloseTo(best(points, 3), 10);
  expect(inertiaOf(points, of, 3)).toBeCloseTo(inertia, 10);
  expect([...assigned(points, centres)]).toEqual(of);
});

test('the largest cluster comes first, and a seed gives the same ones again', async () => {
  const random = new Random(5);
  const points = [40, 25, 10].flatMap((size, group) =>
    Array.from({ length: size }, () => Float64Array.of(10 * group + random.normal(), random.normal())),
  );
  const { of } = await kMeans(points, 3, { seed: 1 });
  expect([0, 1, 2].map((cluster) => of.filter((one) => one === cluster).length)).toEqual([40, 25, 10]);
  expect((await kMeans(points, 3, { seed: 1 })).of).toEqual(of);
});

test('others get their turn after each pass over the points', async () => {
  const random = new Random(4);
  const points = Array.from({ length: 60 }, () => Float64Array.of(random.normal(), random.normal()));
  const told: [number, number][] = [];
  await kMeans(points, 5, { seed: 1, starts: 2 }, async (done, total) => void told.push([done, total]));
  // Points of one crowd do not lie in their clusters at the first pass.
  for (const start of [0, 1]) expect(told.filter(([done]) => done === start).length).toBeGreaterThan(1);
  expect(told.at(-1)).toEqual([2, 2]);
});

test('there are no more clusters than different points', async () => {
  const points = [1, 1, 2, 2, 2].map((x) => Float64Array.of(x, 0));
  const { of, inertia } = await kMeans(points, 4, { seed: 1 });
  expect(of).toEqual([1, 1, 0, 0, 0]);
  expect(inertia).toBe(0);
});
