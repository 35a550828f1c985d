import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { float32, int32 } from '../host.ts';
import { examples } from '../kernels/examples.ts';
import { difference, disagreement } from '../kernels/kernel.testing.ts';
import type { TrainerState } from '../trainer.ts';
import { liveResources } from './live.ts';
import { createOrtDevice } from './ort.ts';
import { OrtTensor } from './ort-tensor.ts';
import { smallBatch, smallTrainer } from './small-trainer.ts';
import { useSoftwareVulkan } from './device.testing.ts';
import { openWebgpu } from './webgpu.ts';

const missing = useSoftwareVulkan();
const why = missing === undefined ? '' : ` (${missing})`;

/** Sines and cosines may be off by 2^-11 in WGSL (its section on accuracy); the arccosine is made of such. */
const coarse: ReadonlySet<string> = new Set(['Sin', 'Cos', 'Acos']);

const rate = { learningRate: 0.01 };

/** The largest difference of two states, in units of 1 + |expected|. */
function distance(actual: TrainerState, expected: TrainerState): number {
  const groups = ['params', 'tables', 'moments'] as const;
  return Math.max(
    ...groups.flatMap((group) =>
      Object.entries(expected[group]).map(([name, tensor]) => difference(actual[group][name]!, tensor)),
    ),
  );
}

describe.skipIf(missing)(`WebGPU on a software driver${why}`, () => {
  const device = createOrtDevice({ provider: 'webgpu' });

  it('opens', async () => {
    expect((await openWebgpu()).name).toBe('webgpu');
  });

  it.each(examples.map((example, i) => ({ ...example, name: `${example.kernel} (${i})` })))(
    '$name is that of TensorFlow.js',
    async ({ kernel, program, inputs, tolerance }) => {
      const allowed = coarse.has(kernel) ? 2 ** -11 : tolerance;
      expect(await disagreement(program, inputs, allowed, device)).toBe('');
    },
  );

  it.each(['float32', 'int32', 'bool'] as const)('takes and gives back %s as it was', async (dtype) => {
    const values = dtype === 'float32' ? [0.1, -2.5, 3e38, 0, 7] : [1, 0, 1, 1, 0];
    const input = { shape: [5], dtype, data: arrays[dtype].from(values) };
    const copy = await device.compile(({ x }) => ({ y: tf.clone(x!) }), { x: input }, { keep: ['y'] });
    const held = device.upload(input);
    const { y } = await copy.run({ x: held });
    const { y: again } = await copy.run({ x: y! });
    expect((await again!.read()).data).toEqual(input.data);
    for (const tensor of [held, y!, again!]) tensor.release();
    await copy.dispose();
  });

  it('adds every row where many have the same number', async () => {
    const [rows, updates, width] = [7, 3000, 20];
    const ids = Int32Array.from({ length: updates }, (_, i) => (i * i) % rows);
    const x = Float32Array.from({ length: updates * width }, (_, i) => (i % 13) - 6);
    const expected = new Float32Array(rows * width);
    for (const [i, value] of x.entries())
      expected[ids[Math.floor(i / width)]! * width + (i % width)]! += value;
    const inputs = { x: float32([updates, width], x), ids: int32([updates], ids) };
    const sum = await device.compile(
      (given) => ({ y: tf.unsortedSegmentSum(given['x']!, given['ids'] as tf.Tensor1D, rows) }),
      inputs,
    );
    for (let run = 0; run < 3; run++) {
      const { y } = await sum.run(inputs);
      expect((await y!.read()).data).toEqual(expected);
      y!.release();
    }
    await sum.dispose();
  });

  it('trains as the processor does, and goes on from a state', async () => {
    const [gpu, cpu] = [smallTrainer(device), smallTrainer(createCpuDevice())];
    for (let step = 0; step < 6; step++) {
      const [a, b] = [await gpu.step(smallBatch(step), rate), await cpu.step(smallBatch(step), rate)];
      expect(a.loss).toBeCloseTo(b.loss, 5);
      expect(difference(a.outputs['logits']!, b.outputs['logits']!)).toBeLessThan(1e-4);
    }
    const state = await cpu.state();
    expect(distance(await gpu.state(), state)).toBeLessThan(1e-4);
    const resumed = smallTrainer(device);
    await resumed.load(state);
    expect((await resumed.step(smallBatch(6), rate)).loss).toBeCloseTo(
      (await cpu.step(smallBatch(6), rate)).loss,
      5,
    );
    const [x, y] = [await resumed.predict(smallBatch(1)), await cpu.predict(smallBatch(1))];
    expect(difference(x['x']!, y['x']!)).toBeLessThan(1e-4);
    for (const trainer of [gpu, cpu, resumed]) await trainer.dispose();
  });

  it('keeps on the card what it is told to keep, and what was uploaded, once used', async () => {
    const spec = { shape: [2], dtype: 'float32' } as const;
    const step = await device.compile(
      ({ w, g }) => ({ next: tf.sub(w!, g!), loss: tf.sum(w!) }),
      { w: spec, g: spec },
      { keep: ['next', 'not an output'] },
    );
    const w = device.upload(float32([2], [1, 2]));
    const { next, loss } = await step.run({ w, g: float32([2], [0.5, 0.5]) });
    const places = [w, next, loss].map((tensor) => tensor instanceof OrtTensor && tensor.location);
    expect(places).toEqual(['gpu-buffer', 'gpu-buffer', 'cpu']);
    expect([...(await next!.read()).data]).toEqual([0.5, 1.5]);
    for (const tensor of [w, next!, loss!]) tensor.release();
    await step.dispose();
  });

  it('leaves nothing behind after ten lives', async () => {
    const before = liveResources();
    for (let life = 0; life < 10; life++) {
      const trainer = smallTrainer(device);
      for (let step = 0; step <= life % 3; step++) await trainer.step(smallBatch(step), rate);
      await trainer.state();
      await trainer.dispose();
    }
    expect(liveResources()).toEqual(before);
  });
});

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;
