import { isClassifier } from '../configs/classifiers.ts';
import { UserError } from '../errors.ts';
import { curveRows, listRunRows } from '../runs/runs.ts';
import type { ReadableStore } from '../store/store.ts';
import type { RunRow } from '../training/types.ts';
import { compareSettings } from './compare-settings.ts';
import { bestTrial, type SweepTrials, type Trial } from './sweep-result.ts';

/** Whether a run is one to choose by, among others. */
export function isTrial({ config, curve }: Pick<RunRow, 'config' | 'curve'>): boolean {
  return curve !== null && isClassifier(config) && !config.tested;
}

/** What a run reached, as a trial. */
export function trialOf(row: RunRow, settings: Trial['settings']): Trial {
  const { id, state, result, seconds, problem } = row;
  const scores = result?.kind === 'trial' ? result.valid : null;
  return {
    run: id,
    settings,
    state,
    valid: scores && { n: scores.n, accuracy: scores.accuracy, macroF1: scores.macroF1 },
    epochs: result?.epochs ?? null,
    seconds,
    problem,
  };
}

/**
 * The trials of a sweep as they stand, by the first of its runs.
 *
 * @throws UserError if there is no such sweep.
 */
export function sweepOf(store: ReadableStore, sweep: number): SweepTrials {
  const rows = curveRows(store, sweep).filter(isTrial);
  const [first] = rows;
  if (!first) throw new UserError('use', `No sweep starts with run ${sweep}.`);
  // The version and the device of a run are no settings of it, nor is what follows from another one.
  const differing = compareSettings(rows).differing.filter(
    ({ name }) => !['data fingerprint', 'device that ran', 'version', 'contextEpochs'].includes(name),
  );
  const trials = rows.map((row, at) =>
    trialOf(row, Object.fromEntries(differing.map(({ name, values }) => [name, values[at] ?? null]))),
  );
  const chosen = bestTrial(trials)?.run ?? null;
  const own = rows.find(({ id }) => id === chosen);
  return {
    sweep,
    recipe: first.recipe,
    trials,
    chosen,
    tested: own ? testedLike(store, own).map(({ id }) => id) : [],
  };
}

/** Runs on the data of a trial, by its version, that differ from it in their seeds alone and in that they were tested. */
function testedLike(store: ReadableStore, trial: RunRow): RunRow[] {
  const of = ({ config }: RunRow) => JSON.stringify({ ...config, tested: null, seed: null });
  return listRunRows(store)
    .filter((run) => run.result?.kind === 'scores' && run.version === trial.version)
    .filter((run) => run.dataHash === trial.dataHash && of(run) === of(trial))
    .toSorted((a, b) => a.id - b.id);
}
