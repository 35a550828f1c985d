import { PCA } from 'ml-pca';
import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { principalPlane } from './principal-plane.ts';

function drawn(count: number): Float64Array[] {
  const random = new Random(5);
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: 4 }, (_, i) => i + random.normal() * (4 - i)),
  );
}

test('places and shares of the variance are those of ml-pca, up to the sign of an axis', async () => {
  const points = drawn(200);
  const { explained, project } = await principalPlane(points);
  const rows = points.map((point) => [...point]);
  const model = new PCA(rows, { center: true, scale: false });
  const expected = model.predict(rows, { nComponents: 2 }).to2DArray();
  const found = points.map(project);
  for (const axis of [0, 1] as const) {
    expect(explained[axis]).toBeCloseTo(model.getExplainedVariance()[axis]!, 10);
    const sign = Math.sign(found[0]![axis] * expected[0]![axis]!);
    for (const [at, place] of found.entries())
      expect(sign * place[axis]).toBeCloseTo(expected[at]![axis]!, 8);
  }
});

test('points on a line have no second direction', async () => {
  const { explained, project } = await principalPlane([1, 2, 5].map((x) => Float64Array.of(x)));
  expect(explained).toEqual([1, 0]);
  expect(project(Float64Array.of(5))).toEqual([expect.closeTo(5 - 8 / 3, 12), 0]);
});

test('others get their turn, in which it can be stopped', async () => {
  const points = drawn(5000);
  const told: [number, number][] = [];
  await principalPlane(points, async (done, total) => void told.push([done, total]));
  expect(told).toEqual([
    [2000, 5000],
    [4000, 5000],
  ]);
  const stopping = principalPlane(points, () => Promise.reject(new Error('stopped')));
  await expect(stopping).rejects.toThrow('stopped');
});
