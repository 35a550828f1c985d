import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from './cpu.ts';
import { float32, scalar } from './host.ts';
import type { OptimizerOptions } from './optimizer.ts';
import { createTrainer } from './trainer.ts';

/** Weights (1, -2, 3) and 0.5 after three steps on sum(w²) i + sum(w) b, i = 1, 2, 3, by PyTorch 1.13. */
const cases: [string, OptimizerOptions, number, number[]][] = [
  ['SGD', { kind: 'sgd' }, 0.05, [0.4603125, -1.0516875, 1.4683124, 0.24775]],
  [
    'SGD with momentum and weight decay',
    { kind: 'sgd', momentum: 0.9, weightDecay: 0.1 },
    0.05,
    [0.0909905, -0.4449741, 0.4483003, 0.0020712],
  ],
  [
    'Adam with weight decay and its own betas',
    { kind: 'adam', betas: [0.8, 0.95], eps: 1e-6, weightDecay: 0.1 },
    0.05,
    [0.850641, -1.8522911, 2.8514669, 0.3502318],
  ],
  ['AdamW', { kind: 'adamw', weightDecay: 0.1 }, 0.05, [0.8378125, -1.8250862, 2.8090663, 0.343454]],
  ['SGD, norm clipped', { kind: 'sgd', clipNorm: 1 }, 0.5, [0.5690676, -1.2659019, 1.7923806, 0.2729421]],
  [
    'AdamW, norm below the limit',
    { kind: 'adamw', weightDecay: 0.1, clipNorm: 100 },
    0.05,
    [0.8378125, -1.8250862, 2.8090663, 0.343454],
  ],
];

describe('optimisers step as those of PyTorch', () => {
  it.each(cases)('%s', async (_, optimizer, learningRate, expected) => {
    const trainer = createTrainer({
      device: createCpuDevice(),
      params: { w: float32([3], [1, -2, 3]), b: float32([1], [0.5]) },
      loss: (params, batch) => {
        const squares = tf.mul(tf.sum(tf.square(params['w']!)), batch['i']!);
        return { loss: tf.add(squares, tf.mul(tf.sum(params['w']!), tf.sum(params['b']!))) };
      },
      optimizer,
      seed: 1,
    });
    for (let i = 1; i <= 3; i++) await trainer.step({ i: scalar(i) }, { learningRate });
    const { params } = await trainer.state();
    const weights = [...params['w']!.data, ...params['b']!.data];
    for (const [i, value] of expected.entries()) expect(weights[i]).toBeCloseTo(value, 5);
    await trainer.dispose();
  });

  it('AdamW survives a decay that takes everything', async () => {
    // Decay 0, then the first step's change of one learning rate: 1 · 0 - 1 = -1.
    const trainer = createTrainer({
      device: createCpuDevice(),
      params: { w: float32([1], [1]) },
      loss: (params) => ({ loss: tf.sum(tf.mul(params['w']!, 3)) }),
      optimizer: { kind: 'adamw', weightDecay: 1 },
      seed: 1,
    });
    await trainer.step({}, { learningRate: 1 });
    expect((await trainer.state()).params['w']!.data[0]).toBeCloseTo(-1, 5);
    await trainer.dispose();
  });
});
