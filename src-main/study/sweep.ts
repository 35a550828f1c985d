import type { ClassifierConfig } from '../configs/classifiers.ts';
import { combinationsOf } from '../configs/combinations.ts';
import { canBeSwept, sweepLimits, type SweepRequest } from '../configs/sweep-request.ts';
import { UserError } from '../errors.ts';
import { Random } from '../random.ts';
import { checkTickers } from '../recipes/check-tickers.ts';
import { resume, train } from '../recipes/train.ts';
import { runRow } from '../runs/runs.ts';
import { runsOfCurve, updateRun } from '../store/runs.ts';
import type { WritableStore } from '../store/store.ts';
import type { TrainingContext, TrainingEvent } from '../training/loop.ts';
import type { RunRow } from '../training/types.ts';
import { spreadScores } from './curve.ts';
import { knownRun } from './known-run.ts';
import { trialOf } from './sweep-of.ts';
import { bestTrial, settingsInWords, type SweepResult, type Trial } from './sweep-result.ts';

interface Planned {
  settings: Trial['settings'];
  config: ClassifierConfig;
}

/**
 * Tries combinations of settings, each as a run that is validated and never tested, and trains and tests those settings
 * alone that were best in validation. What an earlier, stopped sweep has done is taken from it.
 *
 * @throws UserError if a setting cannot be swept, or no trial ends; the signal's reason if it was stopped
 */
export async function sweep(
  store: WritableStore,
  request: SweepRequest,
  { emit, signal }: TrainingContext,
): Promise<SweepResult> {
  const { budget, seeds } = request;
  const { by, combinations, seed, planned } = planOf(request);
  checkTickers(store, planned[0]!.config.symbols, 'texts');
  const total = planned.length + seeds;
  const began = performance.now();
  const isSpent = () => budget !== null && performance.now() - began >= 60_000 * budget;
  let group: number | null = null;
  const trials: (Trial & { config: ClassifierConfig })[] = [];
  for (const [index, { settings, config }] of planned.entries()) {
    signal.throwIfAborted();
    if (trials.length > 0 && isSpent()) break;
    const stage = `trial ${index + 1} of ${planned.length}, ${settingsInWords(settings)}`;
    const trial = await tried(config, settings, stage, index);
    trials.push({ ...trial, config });
    const came =
      trial.valid === null ? trial.problem : `validation macro F1 ${trial.valid.macroF1.toFixed(3)}`;
    emit({ type: 'message', text: `${stage}: ${came}` });
  }
  const best = bestTrial(trials);
  if (best === null) {
    throw new UserError('input', `None of the trials could be trained. ${trials[0]!.problem}`);
  }
  const tested: RunRow[] = [];
  for (let at = 0; at < seeds; at++) {
    signal.throwIfAborted();
    const config = { ...best.config, tested: true, seed: best.config.seed + at };
    const stage = `the chosen settings, seed ${config.seed}`;
    const begins = (run: number) => {
      if (seeds > 1 && runRow(store, run).curve === null) {
        updateRun(store, run, { curve: tested[0]?.curve ?? run });
      }
    };
    tested.push(
      await once(config, { stage, done: trials.length + at, total: trials.length + seeds }, begins),
    );
  }
  const scores = tested.flatMap(({ result }) => (result?.kind === 'scores' ? [result.test] : []));
  const { config: _, ...chosen } = best;
  return {
    sweep: group ?? chosen.run!,
    recipe: best.config.recipe,
    by,
    combinations,
    seed,
    trials: trials.map(({ config: __, ...trial }) => trial),
    leftOut: planned.length - trials.length,
    chosen,
    tested: { runs: tested.map(({ id }) => id), n: scores[0]?.n ?? 0, ...spreadScores(scores) },
  };

  async function tried(
    config: ClassifierConfig,
    settings: Trial['settings'],
    stage: string,
    done: number,
  ): Promise<Trial> {
    let run: number | null = null;
    const begins = (id: number) => {
      run = id;
      group = joined(store, id, group);
    };
    try {
      return trialOf(await once(config, { stage, done, total }, begins), settings);
    } catch (error) {
      if (signal.aborted || !(error instanceof Error)) throw error;
      if (run !== null) return { ...trialOf(runRow(store, run), settings), problem: error.message };
      const none = { run, valid: null, epochs: null, seconds: null };
      return { ...none, settings, state: 'refused', problem: error.message };
    }
  }

  /** The run of these settings: trained now, from where it was stopped, or before. */
  async function once(
    config: ClassifierConfig,
    at: { stage: string; done: number; total: number },
    begins: (run: number) => void,
  ): Promise<RunRow> {
    const report = (part: number) =>
      emit({ type: 'progress', stage: at.stage, done: at.done + part, total: at.total, unit: 'trainings' });
    report(0);
    const known = await knownRun(store, config, signal);
    if (known !== null) begins(known.id);
    if (known !== null && known.result !== null) {
      emit({ type: 'run', run: known.id });
      return known;
    }
    const onEvent = (event: TrainingEvent): void => {
      if (event.type === 'run') {
        begins(event.run);
        emit(event);
      } else if (event.type === 'progress' && event.stage.startsWith('training') && event.total !== null) {
        // In tenths of a training.
        report(Math.floor((10 * event.done) / event.total) / 10);
      }
    };
    const context = { emit: onEvent, signal };
    const { run } =
      known === null ? await train(store, config, context) : await resume(store, known.id, context);
    return runRow(store, run);
  }
}

/**
 * Makes a run one of a sweep. One that an earlier sweep has done brings that sweep's others along, so that neither loses
 * it. Returns the sweep.
 */
function joined(store: WritableStore, run: number, group: number | null): number {
  const own = runRow(store, run).curve;
  const sweeps = [own, group].filter((one) => one !== null);
  const first = sweeps.length === 0 ? run : Math.min(...sweeps);
  const members = sweeps.flatMap((one) => (one === first ? [] : runsOfCurve(store, one)));
  for (const id of [run, ...members.map((member) => member.id)]) updateRun(store, id, { curve: first });
  return first;
}

/** Which combinations are tried: all, or some that are drawn with the seed, in the order of the draw. */
export function planOf({
  settings,
  configs,
  trials,
}: SweepRequest): Pick<SweepResult, 'by' | 'combinations' | 'seed'> & { planned: Planned[] } {
  for (const { setting } of settings) {
    if (!canBeSwept(setting)) {
      throw new UserError(
        'use',
        `${setting} cannot be swept: trials are measured by the model itself, on the same validation texts, with one seed on one device.`,
      );
    }
  }
  const combinations = combinationsOf(settings);
  if (combinations.length !== configs.length) {
    throw new UserError(
      'use',
      `There are ${combinations.length} combinations of these values and ${configs.length} configurations; at most ${sweepLimits.combinations} can be given.`,
    );
  }
  const all = combinations.map((own, at) => ({
    settings: own,
    config: { ...configs[at]!, tested: false },
  }));
  const seed = configs[0]!.seed;
  if (trials === null || all.length <= trials) {
    return { by: 'grid', combinations: all.length, seed, planned: all };
  }
  return {
    by: 'random',
    combinations: all.length,
    seed,
    planned: new Random(seed).shuffle(all).slice(0, trials),
  };
}
