import * as tf from '@tensorflow/tfjs-core';
import { float32, int32 } from '../host.ts';
import { createTrainer, type Trainer } from '../trainer.ts';
import type { Device, HostTensor } from '../types.ts';

function waves(shape: readonly number[], seed: number): HostTensor {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return float32(
    shape,
    Float32Array.from({ length: size }, (_, i) => Math.sin(seed * 7.3 + i * 12.9898)),
  );
}

/** The tensors of a batch, by name. */
interface SmallBatch {
  tokens: tf.Tensor;
  labels: tf.Tensor;
}

/** A small model with all that a trainer does: a table, dropout, a parameter without gradient, AdamW, clipping. */
export function smallTrainer(device: Device): Trainer {
  return createTrainer({
    device,
    params: {
      hidden: waves([4, 6], 1),
      bias: waves([6], 2),
      out: waves([6, 3], 3),
      unused: float32([2], [1, 2]),
    },
    tables: { words: waves([50, 4], 4) },
    lookups: { tokens: 'words' },
    paddingRow: 0,
    loss: (params, { tokens, labels }: SmallBatch, { dropout }) => {
      const x = tf.mean(tf.gather(params['words']!, tokens), 1) as tf.Tensor2D;
      const hidden = tf.relu(tf.add(tf.matMul(x, params['hidden'] as tf.Tensor2D), params['bias']!));
      const logits = tf.matMul(dropout(hidden, 0.25), params['out'] as tf.Tensor2D);
      const truth = tf.cast(tf.oneHot(labels, 3), 'float32');
      return { loss: tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), truth), -1))), outputs: { logits } };
    },
    forward: (params, { tokens }: SmallBatch) => ({ x: tf.mean(tf.gather(params['words']!, tokens), 1) }),
    optimizer: { kind: 'adamw', weightDecay: 0.01, clipNorm: 0.5 },
    seed: 1,
  });
}

/** Batch `step` of five texts of four words. */
export function smallBatch(step: number): Record<string, HostTensor> {
  return {
    tokens: int32(
      [5, 4],
      Array.from({ length: 20 }, (_, i) => (i * 7 + step * 5) % 23),
    ),
    labels: int32([5], [0, 1, 2, 1, 0]),
  };
}
