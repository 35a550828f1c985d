import { existsSync, rmSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { addMetrics, contextMetrics, createRun, reopenRun, updateRun, withdrawRun } from '../store/runs.ts';
import { leaseInTurn } from '../store/lease.ts';
import { RECLAIM_LEASE } from '../store/reclaim-space.ts';
import { refuseDamage } from '../store/refuse-damage.ts';
import type { WritableStore } from '../store/store.ts';
import type { MetricPoint } from '../store/types.ts';
import type { TrainConfig } from '../configs/all.ts';
import type { RunContext, TrainingContext, TrainingEvent } from '../training/loop.ts';
import { Phases } from '../training/phases.ts';
import { writeRunConfig } from '../runs/run-config.ts';
import { endInterruptedRuns } from '../runs/end-interrupted.ts';
import { keepLookOfRun } from '../runs/looks.ts';
import { forgetPosition, stoppedAfter } from '../runs/run-files.ts';
import { runFolder } from '../runs/run-folder.ts';
import { runRow } from '../runs/runs.ts';
import { sealRun } from '../runs/seal.ts';
import type { TrainResult } from '../configs/all.ts';
import { resultsVersion } from '../version.ts';
import { recipeOf } from './all.ts';
import { checkTickers } from './check-tickers.ts';
import { stoppedRun } from './stopped-run.ts';

/**
 * Trains any recipe as a run of the workspace: its configuration, metrics, state and result are stored, whatever
 * happens after its first step. Training that ends before that, because of its settings, files or labels, leaves no
 * run.
 *
 * @throws UserError if the data do not allow it, or if the run was cancelled; it then says how to resume the run.
 */
export async function train(
  store: WritableStore,
  config: TrainConfig,
  context: TrainingContext,
): Promise<TrainResult> {
  await refuseDamage(store, context.signal);
  if (config.symbols) checkTickers(store, config.symbols, recipeOf(config.recipe).examples);
  const run = await inTurn(store, context, () => {
    endInterruptedRuns(store);
    return createRun(store, {
      recipe: config.recipe,
      config: JSON.stringify(config),
      version: resultsVersion,
    });
  });
  return trainRun(store, run, config, null, context);
}

/**
 * Resumes a run that was stopped, from the end of its last complete epoch: losses and result are those of a run that
 * was never stopped.
 *
 * @throws UserError if the run is done or running, was stopped before the end of its first epoch, or its data have
 * changed.
 */
export async function resume(
  store: WritableStore,
  run: number,
  context: TrainingContext,
): Promise<TrainResult> {
  await refuseDamage(store, context.signal);
  await inTurn(store, context, () => endInterruptedRuns(store));
  const { config, state, dataHash } = runRow(store, run);
  if (state === 'done' || state === 'running')
    throw new UserError('use', `Run ${run} is ${state}, so it cannot be resumed.`);
  const stopped = await stoppedAfter(store, run);
  if (stopped === null) {
    throw new UserError('use', `Run ${run} was stopped before the end of its first epoch: train it again.`);
  }
  const position = { prefix: stopped.stage === 0 ? '' : contextMetrics, epoch: stopped.epoch } as const;
  await inTurn(store, context, () => reopenRun(store, run, position));
  return trainRun(store, run, config, dataHash, context);
}

/**
 * Begins a run. While the database is written anew nobody else can write to it, for longer than a statement waits; and it is
 * not once a run has begun.
 */
async function inTurn<T>(
  store: WritableStore,
  { signal, emit }: TrainingContext,
  begin: () => T,
): Promise<T> {
  using _ = await leaseInTurn(store.dir, RECLAIM_LEASE, {
    signal,
    onWait: () =>
      emit({
        type: 'message',
        text: 'Another training begins, or the bin is being emptied: waiting for the end',
      }),
  });
  return begin();
}

/** @param dataHash of the data that the run started with; null: it starts now */
async function trainRun(
  store: WritableStore,
  run: number,
  config: TrainConfig,
  dataHash: string | null,
  context: TrainingContext,
): Promise<TrainResult> {
  const isNew = dataHash === null;
  // Files of an older database may lie under a number that is new here.
  const hadFiles = existsSync(runFolder(store, run));
  let begun = false;
  const started = performance.now();
  const before = (dataHash !== null && runRow(store, run).seconds) || 0;
  const seconds = () => before + (performance.now() - started) / 1000;
  const phases = new Phases((stage) =>
    context.emit({ type: 'progress', stage, done: 0, total: null, unit: '' }),
  );
  if (before > 0) phases.add('before it was resumed', before);
  const pending: MetricPoint[] = [];
  const keepMetrics = () => addMetrics(store, run, pending.splice(0));
  const running: RunContext = {
    signal: context.signal,
    emit: (event: TrainingEvent) => {
      context.emit(event);
      if (event.type !== 'metric') return;
      const { type: _, ...point } = event;
      pending.push(point);
      if (pending.length >= 20) keepMetrics();
    },
    onStart: (facts) => {
      if (dataHash !== null && facts.dataHash !== dataHash) {
        throw new UserError('use', `The data of run ${run} have changed since it started: train it again.`);
      }
      updateRun(store, run, facts);
      writeRunConfig(store, runRow(store, run));
      context.onStart?.(facts);
    },
    onFirstStep: () => {
      begun = true;
      context.emit({ type: 'run', run });
    },
    phase: (name) => phases.begin(name),
    onEpoch: () => {
      keepMetrics();
      // Whoever resumes a run that was killed knows how long it took until then.
      updateRun(store, run, { seconds: seconds() });
    },
  };
  try {
    const untimed = await recipeOf(config.recipe).train(store, run, config, running);
    keepMetrics();
    const unkept = keepLookOfRun(store, run, 'ensemble' in untimed && untimed.ensemble !== undefined);
    if (unkept !== null) context.emit({ type: 'message', text: unkept });
    await sealRun(store, run);
    const result: TrainResult = { ...untimed, seconds: seconds(), phases: phases.end() };
    updateRun(store, run, { state: 'done', seconds: result.seconds, result: JSON.stringify(result) });
    forgetPosition(store, run);
    return result;
  } catch (reason) {
    if (isNew && !begun) {
      withdrawRun(store, run);
      if (!hadFiles) rmSync(runFolder(store, run), { recursive: true, force: true });
      throw reason;
    }
    keepMetrics();
    const cancelled = context.signal.aborted;
    const { error, problem, remedies } = await stoppedRun(store, run, reason, { cancelled });
    const state = cancelled ? 'cancelled' : 'failed';
    const why = { problem, remedies: remedies.length === 0 ? null : JSON.stringify(remedies) };
    updateRun(store, run, { state, seconds: seconds(), ...(state === 'failed' && why) });
    throw error;
  }
}
