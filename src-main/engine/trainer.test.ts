import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from './cpu.ts';
import { float32, int32 } from './host.ts';
import { referenceDevice } from './reference.ts';
import { createTrainer, type Trainer } from './trainer.ts';
import type { Device, HostTensor } from './types.ts';

function noise(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => Math.sin(seed * 7.3 + i * 12.9898));
}

function small(device: Device, seed = 1): Trainer {
  return createTrainer({
    device,
    params: {
      'hidden.weight': float32([6, 4], noise(24, 1)),
      'hidden.bias': float32([6], noise(6, 2)),
      'out.weight': float32([3, 6], noise(18, 3)),
      unused: float32([2], [1, 2]),
    },
    tables: { words: float32([50, 4], noise(200, 4)) },
    lookups: { tokens: 'words' },
    paddingRow: 0,
    loss: (params, batch, { dropout }) => {
      const x = tf.mean(tf.gather(params['words']!, batch['tokens']!), 1);
      const hidden = tf.relu(
        tf.add(
          tf.matMul(x as tf.Tensor2D, params['hidden.weight'] as tf.Tensor2D, false, true),
          params['hidden.bias']!,
        ),
      );
      const logits = tf.matMul(dropout(hidden, 0.25), params['out.weight'] as tf.Tensor2D, false, true);
      const truth = tf.cast(tf.oneHot(batch['labels']!, 3), 'float32');
      const loss = tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), truth), -1)));
      return { loss, outputs: { logits } };
    },
    optimizer: { kind: 'adamw', weightDecay: 0.01, clipNorm: 0.5 },
    seed,
  });
}

function batch(step: number): Record<string, HostTensor> {
  return {
    tokens: int32(
      [5, 4],
      Array.from({ length: 20 }, (_, i) => (i * 7 + step * 5) % 23),
    ),
    labels: int32([5], [0, 1, 2, 1, 0]),
  };
}

describe('a trainer', () => {
  it('gives the same ten steps compiled as one by one', async () => {
    const trainers = [small(createCpuDevice()), small(referenceDevice)] as const;
    for (let step = 0; step < 10; step++) {
      const [a, b] = await Promise.all(trainers.map((t) => t.step(batch(step), { learningRate: 0.01 })));
      expect(a!.loss).toBeCloseTo(b!.loss, 5);
    }
  });
});
