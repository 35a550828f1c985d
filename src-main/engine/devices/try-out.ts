import * as tf from '@tensorflow/tfjs-core';
import { float32 } from '../host.ts';
import type { Device } from '../types.ts';

/** Computes a little on a device. Throws what the device throws, and where it computes wrongly. */
export async function tryOut(device: Device): Promise<void> {
  const input = float32([2, 2], [1, 2, 3, 4]);
  const square = await device.compile(
    ({ x }) => ({ y: tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D) }),
    { x: input },
    { keep: ['y'] },
  );
  try {
    const { y } = await square.run({ x: input });
    const { data } = await y!.read();
    y!.release();
    if (data.join() !== '7,10,15,22') throw new Error(`it computes wrongly: ${data.join()} for 7,10,15,22`);
  } finally {
    await square.dispose();
  }
}
