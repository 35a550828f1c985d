import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createCpuDevice } from './cpu.ts';
import { float32, int32 } from './host.ts';
import type { OptimizerOptions } from './optimizer.ts';
import { type BatchPart, createTrainer, type Trainer, type TrainerState } from './trainer.ts';
import type { HostTensor } from './types.ts';

function noise(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => Math.sin(seed * 7.3 + i * 12.9898));
}

const optimizer: OptimizerOptions = { kind: 'adamw', weightDecay: 0.1, clipNorm: 0.5 };

/** Word vectors, a hidden layer and a weighted mean of losses; `unused` has no gradient. */
function small(options: { optimizer?: OptimizerOptions; frozen?: string[]; rate?: number } = {}): Trainer {
  return createTrainer({
    device: createCpuDevice(),
    params: {
      'hidden.weight': float32([6, 4], noise(24, 1)),
      'out.weight': float32([3, 6], noise(18, 3)),
      unused: float32([2], [1, 2]),
    },
    tables: { words: float32([50, 4], noise(200, 4)) },
    lookups: { tokens: 'words' },
    paddingRow: 0,
    loss: (params, batch, { dropout }) => {
      const x = tf.mean(tf.gather(params['words']!, batch['tokens']!), 1);
      const hidden = tf.relu(
        tf.matMul(x as tf.Tensor2D, params['hidden.weight'] as tf.Tensor2D, false, true),
      );
      const kept = options.rate ? dropout(hidden, options.rate) : hidden;
      const logits = tf.matMul(kept, params['out.weight'] as tf.Tensor2D, false, true);
      const truth = tf.cast(tf.oneHot(batch['labels']!, 3), 'float32');
      const each = tf.neg(tf.sum(tf.mul(tf.logSoftmax(logits), truth), -1));
      const weights = batch['weights']!;
      return { loss: tf.div(tf.sum(tf.mul(each, weights)), tf.sum(weights)) };
    },
    optimizer: options.optimizer ?? optimizer,
    frozen: options.frozen ?? [],
    seed: 1,
  });
}

const weights = [1, 2, 0.5, 1, 3, 0.25];

/** Rows from `start` on of the batch of a step. */
function rows(step: number, start: number, count: number): Record<string, HostTensor> {
  const tokens = Array.from({ length: 24 }, (_, i) => (i * 7 + step * 5) % 23);
  const labels = [0, 1, 2, 1, 0, 2];
  return {
    tokens: int32([count, 4], tokens.slice(start * 4, (start + count) * 4)),
    labels: int32([count], labels.slice(start, start + count)),
    weights: float32([count], weights.slice(start, start + count)),
  };
}

function parts(step: number, sizes: readonly number[]): BatchPart[] {
  const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
  return sizes.map((size, i) => {
    const start = sum(sizes.slice(0, i));
    const share = sum(weights.slice(start, start + size)) / sum(weights);
    return { batch: rows(step, start, size), share };
  });
}

const rate = { learningRate: 0.02 };

function expectClose(state: TrainerState, other: TrainerState): void {
  for (const group of ['params', 'tables', 'moments'] as const) {
    expect(Object.keys(state[group]).sort()).toEqual(Object.keys(other[group]).sort());
    for (const [name, { data }] of Object.entries(other[group])) {
      for (const [i, value] of data.entries()) expect(state[group][name]!.data[i]).toBeCloseTo(value, 5);
    }
  }
}

describe('a step in parts', () => {
  it.each([[[6]], [[3, 3]], [[2, 2, 2]], [[1, 5]]])(
    'of %j rows is the step of the whole batch',
    async (sizes) => {
      const [whole, divided] = [small(), small()];
      for (let step = 0; step < 4; step++) {
        const { loss } = await whole.step(rows(step, 0, 6), rate);
        expect((await divided.stepInParts(parts(step, sizes), rate)).loss).toBeCloseTo(loss, 5);
      }
      expectClose(await divided.state(), await whole.state());
      await whole.dispose();
      await divided.dispose();
    },
  );

  it('leaves alone what the loss does not use, and the padding row', async () => {
    const trainer = small();
    const before = await trainer.state();
    for (let step = 0; step < 2; step++) await trainer.stepInParts(parts(step, [3, 3]), rate);
    const after = await trainer.state();
    expect(after.params['unused']).toEqual(before.params['unused']);
    const first = ({ tables }: TrainerState) => tables['words']!.data.slice(0, 4);
    expect(first(after)).toEqual(first(before));
    expect(after.params['out.weight']).not.toEqual(before.params['out.weight']);
    await trainer.dispose();
  });

  it('goes on from a state as if it had not stopped, to the bit, dropout included', async () => {
    const [through, resumed] = [small({ rate: 0.5 }), small({ rate: 0.5 })];
    await through.stepInParts(parts(0, [3, 3]), rate);
    await resumed.load(await through.state());
    for (const trainer of [through, resumed]) await trainer.stepInParts(parts(1, [3, 3]), rate);
    expect(await resumed.state()).toEqual(await through.state());
    await through.dispose();
    await resumed.dispose();
  });
});

describe('a learning rate for each parameter', () => {
  it.each(['adamw', 'sgd'] as const)('%s: each moves as with a rate of its own', async (kind) => {
    const given = { kind, weightDecay: 0.1, clipNorm: null };
    const multiples = { 'hidden.weight': 0.5, words: 0.25 };
    const trainer = small({ optimizer: { ...given, rates: multiples } });
    await trainer.step(rows(0, 0, 6), rate);
    const together = await trainer.state();
    await trainer.dispose();
    // One step of all with one rate after the other: what each parameter becomes stands in the step with its own.
    for (const [name, multiple] of Object.entries({ ...multiples, 'out.weight': 1 })) {
      const alone = small({ optimizer: given });
      await alone.step(rows(0, 0, 6), { learningRate: rate.learningRate * multiple });
      const { params, tables } = await alone.state();
      expect({ ...together.params, ...together.tables }[name]).toEqual({ ...params, ...tables }[name]);
      await alone.dispose();
    }
  });
});

describe('what is frozen', () => {
  it('does not move, and has no running means', async () => {
    const trainer = small({ frozen: ['words', 'hidden.weight'] });
    const before = await trainer.state();
    await trainer.step(rows(0, 0, 6), rate);
    await trainer.stepInParts(parts(1, [3, 3]), rate);
    const after = await trainer.state();
    expect(after.tables).toEqual(before.tables);
    expect(after.params['hidden.weight']).toEqual(before.params['hidden.weight']);
    expect(after.params['out.weight']).not.toEqual(before.params['out.weight']);
    expect(Object.keys(after.moments).sort()).toEqual([
      'm.out.weight',
      'm.unused',
      'v.out.weight',
      'v.unused',
    ]);
    const resumed = small({ frozen: ['words', 'hidden.weight'] });
    await resumed.load(after);
    for (const one of [trainer, resumed]) await one.step(rows(2, 0, 6), rate);
    expect(await resumed.state()).toEqual(await trainer.state());
    await trainer.dispose();
    await resumed.dispose();
  });
});
