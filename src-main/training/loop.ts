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

/**
 * The position of training at the end of an epoch of a stage: with the trainer's state, all that is needed to resume it
 * bit for bit.
 */
export const positionSchema = z.object({
  epoch: z.int().min(1),
  history: z.array(measuredSchema),
  /** The histories of the stages before, in their order. */
  earlier: z.array(z.array(measuredSchema)).default([]),
});
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

/** Where a stage stands in a training that has several, such as a text model and then what reads its context. */
export interface Stage {
  /** What progress says. */
  name: string;
  /** Before the names of its metrics, so that those of unlike stages never stand on one axis. */
  prefix: string;
  /** The histories of the stages before. */
  earlier: readonly (readonly Measured[])[];
  /**
   * What was measured before its first epoch, as epoch 0: a candidate for the best, so that a stage is never worse than
   * what it starts from. An epoch is better than that only with a lower loss as well: the highest measure of many epochs
   * is above any start by chance. Null: it starts from nothing.
   */
  before: Measured | null;
}

export interface FitOptions extends Omit<RunContext, 'onStart' | 'phase'> {
  stage: Stage;
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
  history: readonly Measured[];
  /** From 1; 0: what it started from. */
  bestEpoch: number;
}

/** Trains until the epochs or the patience run out; the checkpointer then has the weights that were best in validation. */
export async function fit(options: FitOptions): Promise<Fitted> {
  const { trainer, stepsPerEpoch, signal, checkpointer, stage } = options;
  const { epochs, patience } = options.config;
  const steps = epochs * stepsPerEpoch;
  const schedule = createSchedule(options.config, steps);
  const history = await standing(options);
  for (const { loss } of history) schedule.epochEnded(loss);
  const best = () => bestOf(history, stage.before, options.best);
  signal.throwIfAborted();
  options.onFirstStep();
  if (stage.before && history.length === 0) report(options, 0, stage.before);
  while (history.length < epochs && history.length - best() < patience) {
    const epoch = history.length + 1;
    await trainEpoch(options, epoch, steps, (step) => schedule.at(step));
    signal.throwIfAborted();
    const measured = await options.validate();
    report(options, epoch, measured);
    history.push(measured);
    schedule.epochEnded(measured.loss);
    options.onEpoch();
    const state = await trainer.state();
    if (best() === epoch) await checkpointer.best(state);
    await checkpointer.position({ epoch, history, earlier: stage.earlier.map((one) => [...one]) }, state);
  }
  return { history, bestEpoch: best() };
}

/** The epochs of the stage that an earlier process completed; the trainer then stands where they ended. */
async function standing({ trainer, stage, checkpointer }: FitOptions): Promise<Measured[]> {
  const stages = stage.earlier.length;
  const { position, state } = checkpointer.resume ?? {};
  if (!position || !state || position.earlier.length < stages) return [];
  // A stage that is complete is not trained again; its best copy is all that counts.
  if (position.earlier.length > stages) return position.earlier[stages]!.slice();
  await trainer.load(state);
  return position.history.slice();
}

function report({ emit, stepsPerEpoch, stage }: FitOptions, epoch: number, measured: Measured): void {
  for (const [name, value] of Object.entries(measured)) {
    emit({
      type: 'metric',
      name: `${stage.prefix}valid.${name}`,
      step: epoch * stepsPerEpoch,
      epoch,
      value,
    });
  }
}

async function trainEpoch(
  { trainer, stepsPerEpoch, batches, emit, signal, stage }: FitOptions,
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
    emit({ type: 'progress', stage: stage.name, done: step, total: steps, unit: 'steps' });
    if (count % 10 === 0 || count === stepsPerEpoch) {
      emit({
        type: 'metric',
        name: `${stage.prefix}train.loss`,
        step,
        epoch: step / stepsPerEpoch,
        value: sum / count,
      });
    }
  }
}

function isInParts(batch: Record<string, HostTensor> | readonly BatchPart[]): batch is readonly BatchPart[] {
  return Array.isArray(batch);
}

/** The epoch, from 1, of the best copy; 0: what was there before the first. */
function bestOf(history: readonly Measured[], before: Measured | null, by: string | null): number {
  let best = 0;
  for (const [i, measured] of history.entries()) {
    // A loss that is no number is not lower.
    if (before && !(measured.loss < before.loss)) continue;
    const known = best === 0 ? before : history[best - 1];
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
