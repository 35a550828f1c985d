import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createCpuDevice } from './cpu.ts';
import { liveResources } from './devices/live.ts';
import { float32, int32 } from './host.ts';
import { createRowGradients } from './row-gradients.ts';

test('a row that stands in two places of a batch has a gradient in each', async () => {
  const before = liveResources();
  // f = (w · (a + b))², at rows a and b and w = (1, 2); the third row is not used.
  const gradients = createRowGradients({
    name: 'test',
    device: createCpuDevice(),
    params: { w: float32([2], [1, 2]) },
    scalar: (params, batch) => {
      const taken = tf.gather(params['rows']!, batch['places']!);
      return tf.square(tf.sum(tf.mul(params['w']!, taken)));
    },
  });
  const { value, gradients: found } = await gradients.at(
    { rows: float32([3, 2], [1, 1, 0, 3, 9, 9]), other: float32([1, 2], [5, 5]) },
    { places: int32([2], [0, 1]) },
  );
  // w · (a + b) = 1 + 2 · 4 = 9; the slope of the square is 18 times w.
  expect(value).toBe(81);
  expect([...found['rows']!.data]).toEqual([18, 36, 18, 36, 0, 0]);
  expect([...found['other']!.data]).toEqual([0, 0]);
  await gradients.dispose();
  expect(liveResources()).toEqual(before);
});

test('equal largest values share the gradient of their maximum', async () => {
  const gradients = createRowGradients({
    name: 'test',
    device: createCpuDevice(),
    params: {},
    scalar: (params, batch) => tf.sum(tf.max(tf.gather(params['rows']!, batch['places']!), 0)),
  });
  const { value, gradients: found } = await gradients.at(
    { rows: float32([3, 2], [5, 1, 5, 2, 5, 0]) },
    { places: int32([3], [0, 1, 2]) },
  );
  expect(value).toBe(7);
  // A third each in the first column; the second has one largest value.
  const third = expect.closeTo(1 / 3, 6);
  expect([...found['rows']!.data]).toEqual([third, 0, third, 1, third, 0]);
  await gradients.dispose();
});
