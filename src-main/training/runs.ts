import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Store } from '../store/open.ts';
import { listRuns, runById, runsOfCurve, type StoredRun } from '../store/runs.ts';
import { recipes, trainConfigSchema } from './config.ts';
import { hasPosition } from './run-folder.ts';
import type { RunRow, TrainResult } from './types.ts';

/** All runs, newest first. */
export function listRunRows(store: Store): RunRow[] {
  return listRuns(store).map((run) => toRow(store, run));
}

/** @throws UserError where there is no such run. */
export function runRow(store: Store, id: number): RunRow {
  const run = runById(store, id);
  if (!run) throw new UserError('use', `there is no run ${id}; "contexture runs" lists them`);
  return toRow(store, run);
}

/** The runs of a learning curve, in the order they were trained. */
export function curveRows(store: Store, curve: number): RunRow[] {
  return runsOfCurve(store, curve).map((run) => toRow(store, run));
}

function toRow(store: Store, run: StoredRun): RunRow {
  return {
    ...run,
    recipe: z.enum(recipes).parse(run.recipe),
    config: trainConfigSchema.parse(JSON.parse(run.config)),
    result: run.result === null ? null : (JSON.parse(run.result) as TrainResult),
    resumable: (run.state === 'cancelled' || run.state === 'failed') && hasPosition(store, run.id),
  };
}
