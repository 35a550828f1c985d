import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { nearPoints } from './near-points.ts';

function drawn(count: number): Float64Array[] {
  const random = new Random(3);
  return Array.from({ length: count }, (_, at) =>
    Float64Array.from({ length: 5 }, (__, i) => random.normal() + ((at + i) % 7)),
  );
}

/** By looking at all. */
function exact(points: readonly Float64Array[], own: number, count: number): number[] {
  return points
    .map((point, at) => ({
      at,
      far: at === own ? -1 : Math.hypot(...point.map((value, i) => value - points[own]![i]!)),
    }))
    .sort((a, b) => a.far - b.far || a.at - b.at)
    .slice(0, count)
    .map(({ at }) => at);
}

test('of few points the nearest are those that are found by looking at all', async () => {
  const points = drawn(400);
  const { order, values } = await nearPoints(points, 6, { seed: 1 });
  for (const own of points.keys()) expect(order[own]).toEqual(exact(points, own, 6));
  expect(values[7]![0]).toBe(0);
  const [, second] = order[7]!;
  expect(values[7]![1]).toBeCloseTo(
    Math.hypot(...points[7]!.map((value, i) => value - points[second!]![i]!)),
    12,
  );
});

test('of many points nearly all of the nearest are found', async () => {
  const points = drawn(4000);
  const { order } = await nearPoints(points, 10, { seed: 1 });
  const asked = [0, 500, 1234, 3999];
  const found = asked.flatMap((own) => exact(points, own, 10).map((at) => order[own]!.includes(at)));
  expect(found.filter(Boolean).length / found.length).toBeGreaterThan(0.95);
  expect(order.every((near, own) => near.length === 10 && near[0] === own)).toBe(true);
});

test('others get their turn while points are listed, and when they are looked for', async () => {
  const told: number[] = [];
  await nearPoints(drawn(4000), 3, { seed: 1 }, async (done) => void told.push(done));
  const listed = told.indexOf(2000);
  // At least two passes over the sample, and two parts of the points.
  expect(told.slice(0, listed).every((done) => done === 0)).toBe(true);
  expect(listed).toBeGreaterThanOrEqual(4);
  expect(told.slice(listed)).toEqual([2000, 4000]);
});

test('points in one place are near one another, and each is the first of its own', async () => {
  const { order, values } = await nearPoints(
    [1, 1, 1, 5].map((x) => Float64Array.of(x)),
    3,
    { seed: 1 },
  );
  expect(order.map(([first]) => first)).toEqual([0, 1, 2, 3]);
  expect(values[1]).toEqual([0, 0, 0]);
});
