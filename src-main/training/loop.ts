import type { HostTensor } from '../engine/types.ts';
import type { Trainer, TrainerState } from '../engine/trainer.ts';
import { warmUpAndDecay } from './schedule.ts';

/** What training tells while it goes on. */
export type TrainingEvent =
  | { type: 'progress'; stage: string; done: number; total: number | null; unit: string }
  | { type: 'message'; text: string }
  | { type: 'run'; run: number }
  | { type: 'metric'; name: string; step: number; epoch: number; value: number };

export interface TrainingContext {
  emit: (event: TrainingEvent) => void;
  signal: AbortSignal;
}

/** What a recipe's training is given. */
export interface RunContext extends TrainingContext {
  /** Told once, before training starts. */
  onStart: (facts: { dataHash: string; device: string }) => void;
}

export interface FitOptions extends TrainingContext {
  trainer: Trainer;
  epochs: number;
  patience: number;
  learningRate: number;
  stepsPerEpoch: number;
  /** The batches of an epoch; a new order each time. */
  batches: (epoch: number) => Iterable<Record<string, HostTensor>>;
  /** Measures the model on the validation part; `loss` is one of the measures. */
  validate: () => Promise<{ loss: number; [metric: string]: number }>;
  /** What makes a copy the best: the highest value of this measure, of equals the lowest loss; null: the lowest loss. */
  best: string | null;
  /** Called with each better copy, to keep it. */
  keep: (state: TrainerState) => Promise<void>;
}

export interface Fitted {
  epochs: number;
  bestEpoch: number;
  best: TrainerState;
}

/** Trains until the epochs or the patience are used up, and returns the best copy by the validation part. */
export async function fit(options: FitOptions): Promise<Fitted> {
  const { trainer, epochs, stepsPerEpoch, emit, signal } = options;
  const steps = epochs * stepsPerEpoch;
  let best: { state: TrainerState; measured: Measured; epoch: number } | null = null;
  let step = 0;
  let epoch = 0;
  while (epoch < epochs && epoch - (best?.epoch ?? 0) < options.patience) {
    epoch++;
    let sum = 0;
    let count = 0;
    for (const batch of options.batches(epoch)) {
      signal.throwIfAborted();
      const learningRate = warmUpAndDecay(options.learningRate, step, steps);
      const { loss } = await trainer.step(batch, { learningRate });
      if (!Number.isFinite(loss)) throw new Error(divergence(step, loss, learningRate));
      step++;
      sum += loss;
      count++;
      emit({ type: 'progress', stage: 'training', done: step, total: steps, unit: 'steps' });
      if (count % 10 === 0 || count === stepsPerEpoch) {
        emit({ type: 'metric', name: 'train.loss', step, epoch: step / stepsPerEpoch, value: sum / count });
      }
    }
    signal.throwIfAborted();
    const measured = await options.validate();
    for (const [name, value] of Object.entries(measured)) {
      emit({ type: 'metric', name: `valid.${name}`, step, epoch, value });
    }
    if (!best || isBetter(measured, best.measured, options.best)) {
      best = { state: await trainer.state(), measured, epoch };
      await options.keep(best.state);
    }
  }
  if (!best) throw new Error('no epoch was trained');
  return { epochs: epoch, bestEpoch: best.epoch, best: best.state };
}

type Measured = Awaited<ReturnType<FitOptions['validate']>>;

function isBetter(one: Measured, other: Measured, by: string | null): boolean {
  const [value, known] = by === null ? [0, 0] : [one[by] ?? 0, other[by] ?? 0];
  return value > known || (value === known && one.loss < other.loss);
}

function divergence(step: number, loss: number, learningRate: number): string {
  return `the loss became ${loss} at step ${step + 1}; lower the learning rate (it was ${learningRate.toPrecision(2)}) or the batch may hold broken values`;
}
