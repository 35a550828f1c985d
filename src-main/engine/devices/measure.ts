import * as tf from '@tensorflow/tfjs-core';
import { float32, int32 } from '../host.ts';
import { createTrainer } from '../trainer.ts';
import type { Device, HostTensor } from '../types.ts';

const [rows, width, hidden, classes] = [512, 128, 256, 4];
const warmUp = 3;
const steps = 8;
/** Milliseconds after which a slow device has its last step. */
const patience = 1000;

/** Numbers that look drawn: their values do not matter, only that they are not all the same. */
function spread(shape: readonly number[], seed: number): HostTensor {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return float32(
    shape,
    Float32Array.from({ length: size }, (_, i) => 0.1 * Math.sin(seed + i * 12.9898)),
  );
}

/**
 * Milliseconds of a training step, the median of a few: a hidden layer with dropout, layer normalisation and AdamW,
 * 200 million multiplications and additions, about what a step of `contextual-sentiment` has to do.
 */
export async function stepMilliseconds(device: Device): Promise<number> {
  const trainer = createTrainer({
    device,
    params: {
      up: spread([width, hidden], 1),
      down: spread([hidden, width], 2),
      out: spread([width, classes], 3),
    },
    loss: (params, { x, labels }: { x: tf.Tensor2D; labels: tf.Tensor }, { dropout }) => {
      const up = tf.relu(tf.matMul(x, params['up'] as tf.Tensor2D));
      const down = tf.add(x, tf.matMul(dropout(up, 0.1) as tf.Tensor2D, params['down'] as tf.Tensor2D));
      const { mean, variance } = tf.moments(down, -1, true);
      const normal = tf.div(tf.sub(down, mean), tf.sqrt(tf.add(variance, 1e-5)));
      const logits = tf.matMul(normal, params['out'] as tf.Tensor2D);
      const truth = tf.cast(tf.oneHot(labels, classes), 'float32');
      return { loss: tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), truth), -1))) };
    },
    optimizer: { kind: 'adamw', weightDecay: 0.01, clipNorm: 1 },
    seed: 1,
  });
  const batch = {
    x: spread([rows, width], 4),
    labels: int32(
      [rows],
      Int32Array.from({ length: rows }, (_, i) => i % classes),
    ),
  };
  const times: number[] = [];
  const started = performance.now();
  try {
    for (let step = 0; step < warmUp + steps; step++) {
      const from = performance.now();
      const late = from - started > patience;
      await trainer.step(batch, { learningRate: 1e-3 });
      if (late || step >= warmUp) times.push(performance.now() - from);
      if (late) break;
    }
  } finally {
    await trainer.dispose();
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}
