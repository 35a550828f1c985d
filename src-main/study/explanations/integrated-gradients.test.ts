import { expect, test } from 'vitest';
import { integratedGradients } from './integrated-gradients.ts';

/** f(x, y) = x · y² at (3, 2), from its gradients (y², 2xy). */
const product = async (scale: number) => {
  const [x, y] = [3 * scale, 2 * scale];
  return { value: x * y ** 2, products: [[y ** 2 * 3], [2 * x * y * 2]] };
};

test('a product is shared by the degrees of its factors', async () => {
  const { value, baseline, gradientTimesInput, integrated, gap } = await integratedGradients(product);
  expect([value, baseline]).toEqual([12, 0]);
  expect(gradientTimesInput).toEqual([[12], [24]]);
  // The integrals of 4 s² · 3 and 12 s² · 2 over s from 0 to 1: a third and two thirds of 12.
  expect(integrated[0]![0]).toBeCloseTo(4, 1);
  expect(integrated[1]![0]).toBeCloseTo(8, 1);
  expect(Math.abs(gap)).toBeLessThanOrEqual(0.12);
});

test('where the function bends more, more points are taken, up to a limit, and the gap is told', async () => {
  // f = 1 / (1 + exp(-(x - 400))) at x = 800: nearly all of its slope is in one place.
  const steep = async (scale: number) => {
    const value = 1 / (1 + Math.exp(400 - 800 * scale));
    return { value, products: [[value * (1 - value) * 800]] };
  };
  const most = await integratedGradients(steep);
  expect(most.steps).toBe(256);
  expect(most.integrated[0]![0]! - (most.value - most.baseline)).toBeCloseTo(most.gap, 12);
  const fewer = await integratedGradients(steep, { mostSteps: 32 });
  expect(fewer.steps).toBe(32);
  expect(Math.abs(fewer.gap)).toBeGreaterThan(Math.abs(most.gap));
});

test('it ends where it is told to', async () => {
  const controller = new AbortController();
  let points = 0;
  const asked = integratedGradients(
    async (scale) => {
      points += 1;
      if (points === 5) controller.abort();
      return product(scale);
    },
    { signal: controller.signal },
  );
  await expect(asked).rejects.toThrow('aborted');
  expect(points).toBe(5);
});
