import { z } from 'zod';
import type { HostTensor } from '../engine/types.ts';
import type { BatchPart, Trainer, TrainerState } from '../engine/trainer.ts';
import { createSchedule, type ScheduleOptions } from './schedule.ts';

/** What training reports as it proceeds. */
export type TrainingEvent =
  | { type: 'progress'; stage: string; done: number; total: number | null; unit: string }
  | { type: 'message'; text: string }
  | { type: 'run'; run: number }
  | { type: 'metric'; name: string; step: number; epoch: number; value: number };

export interface TrainingContext {
  emit: (event: TrainingEvent) => void;
  signal: AbortSignal;
  /** Called once the data have been read, before training starts. */
  onStart?: (facts: RunFacts) => void;
}

export interface RunFacts {
  /** Fingerprint of all data that are read. */
  dataHash: string;
  device: string;
}

/** The context in which a recipe is trained. */
export interface RunContext extends TrainingContext {
  onStart: (facts: RunFacts) => void;
  /** Called when everything is ready, right before the first step. */
  onFirstStep: () => void;
  /** Called with the name of the phase that starts; see `Phase`. */
  phase: (name: string) => void;
  /** Called at the end of every epoch, before its state is saved. */
  onEpoch: () => void;
}

const measuredSchema = z.intersection(z.object({ loss: z.number() }), z.record(z.string(), z.number()));

/** What was measured on the validation part. */
export type Measured = z.infer<typeof measuredSchema>;

/** The position of training at the end of an epoch: with the trainer's state, all that is needed to resume it bit for bit. */
export const positionSchema = z.object({ epoch: z.int().min(1), history: z.array(measuredSchema) });
export type Position = z.infer<typeof positionSchema>;

/** What a run keeps on the way. */
export interface Checkpointer {
  /** A better copy than any before. */
  best: (state: TrainerState) => Promise<void>;
  /** The end of an epoch. */
  position: (position: Position, state: TrainerState) => Promise<void>;
  /** Where an earlier process stopped; null: at the beginning. */
  resume: { position: Position; state: TrainerState } | null;
}

export interface FitOptions extends Omit<RunContext, 'onStart' | 'phase'> {
  trainer: Trainer;
  config: ScheduleOptions & { epochs: number; patience: number };
  stepsPerEpoch: number;
  /** The batches of an epoch, whole or in parts; a new order each time, which depends on nothing but the epoch. */
  batches: (epoch: number) => Iterable<Record<string, HostTensor> | readonly BatchPart[]>;
  /** Measures the model on the validation part. */
  validate: () => Promise<Measured>;
  /** The measure whose highest value marks the best weights, with ties broken by the lowest loss; null: the lowest loss. */
  best: string | null;
  checkpointer: Checkpointer;
}

export interface Fitted {
  epochs: number;
  bestEpoch: number;
}

/** Trains until the epochs or the patience run out; the checkpointer then has the weights that were best in validation. */
export async function fit(options: FitOptions): Promise<Fitted> {
  const { trainer, stepsPerEpoch, emit, signal, checkpointer } = options;
  const { epochs, patience } = options.config;
  const steps = epochs * stepsPerEpoch;
  const schedule = createSchedule(options.config, steps);
  const history = checkpointer.resume?.position.history.slice() ?? [];
  if (checkpointer.resume) await trainer.load(checkpointer.resume.state);
  for (const { loss } of history) schedule.epochEnded(loss);
  signal.throwIfAborted();
  options.onFirstStep();
  while (history.length < epochs && history.length - bestOf(history, options.best) < patience) {
    const epoch = history.length + 1;
    await trainEpoch(options, epoch, steps, (step) => schedule.at(step));
    signal.throwIfAborted();
    const measured = await options.validate();
    for (const [name, value] of Object.entries(measured)) {
      emit({ type: 'metric', name: `valid.${name}`, step: epoch * stepsPerEpoch, epoch, value });
    }
    history.push(measured);
    schedule.epochEnded(measured.loss);
    options.onEpoch();
    const state = await trainer.state();
    if (bestOf(history, options.best) === epoch) await checkpointer.best(state);
    await checkpointer.position({ epoch, history }, state);
  }
  return { epochs: history.length, bestEpoch: bestOf(history, options.best) };
}

async function trainEpoch(
  { trainer, stepsPerEpoch, batches, emit, signal }: FitOptions,
  epoch: number,
  steps: number,
  rateOf: (step: number) => number,
): Promise<void> {
  let step = (epoch - 1) * stepsPerEpoch;
  let sum = 0;
  let count = 0;
  for (const batch of batches(epoch)) {
    signal.throwIfAborted();
    const learningRate = rateOf(step);
    const { loss } = isInParts(batch)
      ? await trainer.stepInParts(batch, { learningRate })
      : await trainer.step(batch, { learningRate });
    if (!Number.isFinite(loss)) throw new Error(divergence(step, loss, learningRate));
    step++;
    sum += loss;
    count++;
    emit({ type: 'progress', stage: 'training', done: step, total: steps, unit: 'steps' });
    if (count % 10 === 0 || count === stepsPerEpoch) {
      emit({ type: 'metric', name: 'train.loss', step, epoch: step / stepsPerEpoch, value: sum / count });
    }
  }
}

function isInParts(batch: Record<string, HostTensor> | readonly BatchPart[]): batch is readonly BatchPart[] {
  return Array.isArray(batch);
}

/** The epoch, from 1, of the best copy; 0 before the first. */
function bestOf(history: readonly Measured[], by: string | null): number {
  let best = 0;
  for (const [i, measured] of history.entries()) {
    const known = history[best - 1];
    if (!known || isBetter(measured, known, by)) best = i + 1;
  }
  return best;
}

function isBetter(one: Measured, other: Measured, by: string | null): boolean {
  const [value, known] = by === null ? [0, 0] : [one[by] ?? 0, other[by] ?? 0];
  return value > known || (value === known && one.loss < other.loss);
}

function divergence(step: number, loss: number, learningRate: number): string {
  return `The loss became ${loss} at step ${step + 1}. Lower the learning rate (it was ${learningRate.toPrecision(2)}), or check the data for invalid values.`;
}
