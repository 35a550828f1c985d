import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { createCpuDevice } from '../cpu.ts';
import { int32 } from '../host.ts';
import { createEagerDevice } from './eager.ts';
import '../reference.ts';
import { liveResources } from './live.ts';
import { smallBatch, smallTrainer } from './small-trainer.ts';

const rate = { learningRate: 0.01 };
/** A batch that cannot be trained with: its words are not in the table. */
const broken = { ...smallBatch(0), tokens: int32([5, 4], new Int32Array(20).fill(50)) };

/** A training that its user cancels after some steps, or that a broken batch ends. */
async function life(device: ReturnType<typeof createCpuDevice>, number: number): Promise<void> {
  const cancel = new AbortController();
  const trainer = smallTrainer(device);
  try {
    for (let step = 0; step < 6; step++) {
      if (step === number % 5) cancel.abort();
      cancel.signal.throwIfAborted();
      await trainer.step(step === 3 ? broken : smallBatch(step), rate);
      if (step === 1) await trainer.load(await trainer.state());
      if (step === 2) await trainer.predict(smallBatch(step));
    }
  } finally {
    await trainer.dispose();
  }
}

const devices = [
  ['cpu', createCpuDevice(), 100],
  ['reference', createEagerDevice('reference', 'cpu'), 10],
] as const;

it.each(devices)(
  '%s: cancelled and broken trainings leave no session and no tensor',
  async (_, device, lives) => {
    await life(device, 4).catch(() => {});
    const before = { ...liveResources(), tf: tf.memory().numTensors, buffers: tf.memory().numDataBuffers };
    for (let number = 0; number < lives; number++) {
      await expect(life(device, number)).rejects.toThrow(/abort|table words has 50 rows/u);
    }
    expect({ ...liveResources(), tf: tf.memory().numTensors, buffers: tf.memory().numDataBuffers }).toEqual(
      before,
    );
  },
);
