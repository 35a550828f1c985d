import { describe, expect, test } from 'vitest';
import type { Trainer, TrainerState } from '../engine/trainer.ts';
import { fit, type FitOptions, type Measured, type Position, type TrainingEvent } from './loop.ts';

const state: TrainerState = { params: {}, tables: {}, moments: {}, stepCount: 0 };
const trainer: Trainer = {
  step: () => Promise.resolve({ loss: 1, outputs: {} }),
  stepInParts: () => Promise.resolve({ loss: 0, outputs: {} }),
  predict: () => Promise.resolve({}),
  state: () => Promise.resolve(state),
  load: () => Promise.resolve(),
  parameterCount: 0,
  dispose: () => Promise.resolve(),
};

/** Trains through epochs that are measured as given, and keeps what the loop says and stores. */
async function fitted(
  scores: readonly (number | Measured)[],
  options: Partial<FitOptions['stage']> & { patience?: number },
) {
  const { patience = 10, ...stage } = options;
  const kept = { best: 0, positions: [] as Position[], events: [] as TrainingEvent[] };
  const left = scores.map((one) => (typeof one === 'number' ? { loss: 1 - one, macroF1: one } : one));
  const result = await fit({
    trainer,
    config: { epochs: scores.length, patience, schedule: 'constant', learningRate: 1, plateauPatience: 1 },
    stage: { name: 'training', prefix: '', earlier: [], before: null, ...stage },
    best: 'macroF1',
    stepsPerEpoch: 1,
    batches: () => [{}],
    validate: () => Promise.resolve(left.shift()!),
    signal: new AbortController().signal,
    emit: (event) => kept.events.push(event),
    onFirstStep: () => {},
    onEpoch: () => {},
    checkpointer: {
      best: () => {
        kept.best++;
        return Promise.resolve();
      },
      position: (position) => {
        kept.positions.push(structuredClone(position));
        return Promise.resolve();
      },
      resume: null,
    },
  });
  return { ...result, ...kept };
}

describe('a stage that starts from something', () => {
  const before = { loss: 0.3, macroF1: 0.7 };

  test('keeps what it started from where no epoch is better', async () => {
    const { bestEpoch, best } = await fitted([0.6, 0.69, 0.65], { before });
    expect({ bestEpoch, best }).toEqual({ bestEpoch: 0, best: 0 });
  });

  test('takes no epoch whose loss is higher than what it started from had', async () => {
    const epochs = [
      { loss: 0.4, macroF1: 0.9 },
      { loss: 0.29, macroF1: 0.72 },
      { loss: 0.28, macroF1: 0.69 },
      { loss: 0.3, macroF1: 0.8 },
    ];
    expect((await fitted(epochs, { before })).bestEpoch).toBe(2);
    expect((await fitted([epochs[0]!, epochs[2]!, epochs[3]!], { before })).bestEpoch).toBe(0);
    expect((await fitted([{ loss: Number.NaN, macroF1: 0.9 }], { before })).bestEpoch).toBe(0);
  });

  test('stops when its patience with what it started from ends', async () => {
    const { history } = await fitted([0.6, 0.6, 0.6, 0.9], { before, patience: 2 });
    expect(history).toHaveLength(2);
  });

  test('takes the best of its epochs where one is better', async () => {
    const { bestEpoch, best } = await fitted([0.6, 0.72, 0.71], { before });
    expect({ bestEpoch, best }).toEqual({ bestEpoch: 2, best: 1 });
  });

  test('reports it as epoch 0, and all of its metrics and positions as its own', async () => {
    const earlier = [[{ loss: 0.5, macroF1: 0.7 }]];
    const { events, positions } = await fitted([0.6], {
      before,
      earlier,
      name: 'second',
      prefix: 'context.',
    });
    const metrics = events.filter((event) => event.type === 'metric');
    expect(metrics.map(({ name, epoch }) => [name, epoch])).toEqual([
      ['context.valid.loss', 0],
      ['context.valid.macroF1', 0],
      ['context.train.loss', 1],
      ['context.valid.loss', 1],
      ['context.valid.macroF1', 1],
    ]);
    expect(events.find((event) => event.type === 'progress')).toMatchObject({ stage: 'second' });
    expect(positions).toEqual([{ epoch: 1, history: [{ loss: 0.4, macroF1: 0.6 }], earlier }]);
  });
});

test('a stage that starts from nothing takes its best epoch, however bad', async () => {
  const { bestEpoch, events } = await fitted([0.1, 0.2, 0.15], {});
  expect(bestEpoch).toBe(2);
  expect(events.filter((event) => event.type === 'metric').map(({ epoch }) => epoch)).not.toContain(0);
});
