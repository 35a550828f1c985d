import { trainCompanies } from '../companies/train.ts';
import { addMetrics, createRun, updateRun } from '../store/runs.ts';
import type { Store } from '../store/open.ts';
import type { MetricPoint } from '../store/types.ts';
import type { TrainConfig } from '../training/config.ts';
import type { TrainingContext, TrainingEvent } from '../training/loop.ts';
import type { TrainResult } from '../training/types.ts';
import { version } from '../version.ts';
import { trainSentiment } from './train-sentiment.ts';

/**
 * Trains any recipe as a run of the workspace: its configuration, metrics, state and result are kept, whatever happens.
 *
 * @throws UserError where the data do not allow it; the signal's reason where the run was cancelled.
 */
export async function train(
  store: Store,
  config: TrainConfig,
  context: TrainingContext,
): Promise<TrainResult> {
  const run = createRun(store, { recipe: config.recipe, config: JSON.stringify(config), version });
  context.emit({ type: 'run', run });
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const pending: MetricPoint[] = [];
  const keepMetrics = () => addMetrics(store, run, pending.splice(0));
  const running = {
    signal: context.signal,
    emit: (event: TrainingEvent) => {
      context.emit(event);
      if (event.type !== 'metric') return;
      const { type: _, ...point } = event;
      pending.push(point);
      if (pending.length >= 20) keepMetrics();
    },
    onStart: (facts: { dataHash: string; device: string }) => updateRun(store, run, facts),
  };
  try {
    const result =
      config.recipe === 'contextual-sentiment'
        ? await trainSentiment(store, run, config, running)
        : await trainCompanies(store, run, config, running);
    keepMetrics();
    updateRun(store, run, { state: 'done', seconds: result.seconds, result: JSON.stringify(result) });
    return result;
  } catch (error) {
    keepMetrics();
    const problem = error instanceof Error ? error.message : String(error);
    const state = context.signal.aborted ? 'cancelled' : 'failed';
    updateRun(store, run, { state, seconds: seconds(), ...(state === 'failed' && { problem }) });
    throw error;
  }
}
