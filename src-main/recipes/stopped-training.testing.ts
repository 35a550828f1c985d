/** Trainings that are stopped on purpose, and what they are once they have gone on. */
import { expect } from 'vitest';
import { trainConfigSchema } from '../configs/all.ts';
import { listRuns, runMetrics } from '../store/runs.ts';
import type { WritableStore } from '../store/store.ts';
import type { TrainingContext, TrainingEvent } from '../training/loop.ts';
import { resume, train } from './train.ts';

export const quiet = (): TrainingContext => ({ emit: () => {}, signal: new AbortController().signal });
/** A small training of the sample. */
export const configOf = (settings: object) =>
  trainConfigSchema.parse({
    recipe: 'document-attention',
    device: 'cpu',
    width: 8,
    heads: 2,
    trainSize: 200,
    nearCopies: null,
    ...settings,
  });

export const inWindows = { recipe: 'contextual-sentiment', context: 'cross', window: { n: 2 } };

/** A run that was stopped while it learned in the epoch after `epoch`, of the stage whose metrics have a prefix. */
export async function stoppedAfter(
  store: WritableStore,
  settings: object,
  epoch: number,
  prefix = '',
): Promise<number> {
  const controller = new AbortController();
  const emit = (event: TrainingEvent) => {
    if (event.type === 'metric' && event.name.startsWith(prefix) && event.epoch > epoch)
      controller.abort(new Error('stopped'));
  };
  await expect(train(store, configOf(settings), { emit, signal: controller.signal })).rejects.toThrow(
    'stopped',
  );
  return listRuns(store)[0]!.id;
}

/** One that was stopped after `epoch` and went on has the losses and the result of one that was not, to the bit. */
export async function expectSame(
  store: WritableStore,
  settings: object,
  epoch: number,
  prefix: string,
): Promise<void> {
  const { seconds: _whole, phases: _parts, run, ...whole } = await train(store, configOf(settings), quiet());
  const stopped = await stoppedAfter(store, settings, epoch, prefix);
  const { seconds: _resumed, phases: _others, run: same, ...resumed } = await resume(store, stopped, quiet());
  expect(same).toBe(stopped);
  expect(runMetrics(store, stopped)).toEqual(runMetrics(store, run));
  expect(resumed).toEqual(whole);
}
