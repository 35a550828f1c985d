import { UserError } from '../errors.ts';
import { type RunCounts, removeRun, runCounts, runsWithVectorsOf } from '../store/forget-run.ts';
import { runById, standing } from '../store/runs.ts';
import type { WritableStore } from '../store/store.ts';
import { noSuchRun } from './runs.ts';

/** What forgetting a run takes out of the workspace. */
export interface ForgottenRun extends RunCounts {
  recipe: string;
  notes: string[];
}

/**
 * Forgets a run: its scores, predictions, vectors, and the labels that it gave. To be called in a transaction; its files
 * stay, and nothing leads to them any more.
 *
 * @throws UserError if there is no such run, or it is being trained
 */
export function forgetRun(store: WritableStore, id: number): ForgottenRun {
  // Not as a row of the list: a run that cannot be read can be forgotten too.
  const run = runById(store, id);
  if (run === null) throw noSuchRun(store, id);
  if (standing(store, run).state === 'running') {
    throw new UserError('use', `Run ${id} is being trained. Cancel it first.`);
  }
  const counts = runCounts(store, id);
  const others = runsWithVectorsOf(store, id);
  removeRun(store, id);
  return { recipe: run.recipe, ...counts, notes: others.length === 0 ? [] : [vectorsNote(id, others)] };
}

function vectorsNote(id: number, others: readonly number[]): string {
  const which = others.length === 1 ? `Run ${others[0]} was` : `Runs ${others.join(', ')} were`;
  return `${which} trained with the word vectors of run ${id}, and cannot be resumed or trained again without it.`;
}
