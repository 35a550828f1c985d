import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { float32 } from '../host.ts';
import { Buffers } from './buffers.ts';

const spec = (size: number) => ({ shape: [size], dtype: 'float32' as const });

test('memory that was given back is used again for the same shape', () => {
  const buffers = new Buffers();
  buffers.open();
  const tensor = buffers.take(spec(4));
  buffers.giveBack(tensor);
  expect(buffers.take(spec(5))).not.toBe(tensor);
  expect(buffers.take(spec(4))).toBe(tensor);
  expect(buffers.take(spec(4))).not.toBe(tensor);
});

test('what waits is bounded: shapes that were given back longest ago go first', () => {
  const buffers = new Buffers(1000);
  buffers.open();
  for (const size of [50, 60, 70, 80]) buffers.giveBack(buffers.take(spec(size)));
  // 200 + 240 + 280 + 320 bytes: the first one had to go.
  expect(buffers.waiting).toBe(840);
  buffers.close();
  expect(buffers.waiting).toBe(0);
});

test('an input that is released while its run is pending keeps its memory until the run is done', async () => {
  const device = createCpuDevice({ threads: 1 });
  const one = { shape: [1], dtype: 'float32' } as const;
  const next = await device.compile(({ x }) => ({ y: tf.add(x!, 1) }), { x: one });
  const held = (await next.run({ x: float32([1], [1]) }))['y']!;
  const before = next.run({ x: float32([1], [500]) });
  const pending = next.run({ x: held });
  held.release();
  const after = next.run({ x: float32([1], [900]) });
  const read = async (run: ReturnType<typeof next.run>) => (await (await run)['y']!.read()).data[0];
  expect([await read(before), await read(pending), await read(after)]).toEqual([501, 3, 901]);
  await next.dispose();
});
