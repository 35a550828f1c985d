import type { Command } from 'commander';
import { classifierRecipes, isClassifier } from '../../configs/classifiers.ts';
import { listed } from '../../configs/setting-values.ts';
import { combinationsOf } from '../../configs/combinations.ts';
import { sweepLimits, type SweepRequest } from '../../configs/sweep-request.ts';
import { valueAt, withoutEffect } from '../../configs/without-effect.ts';
import { currentName } from '../../configs/settings.ts';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { runRow } from '../../runs/runs.ts';
import { type SweepResult, settingsInWords, type Trial } from '../../study/sweep-result.ts';
import { sweepOf } from '../../study/sweep-of.ts';
import type { WritableStore } from '../../store/store.ts';
import { collect, positiveNumber, wholeNumber } from './arguments.ts';
import { percent, score } from './format.ts';
import { curveTable, noteLine } from './learning-curve-command.ts';
import { curveOf } from '../../study/curve.ts';
import type { Output } from './output.ts';
import { resultTables } from './result-tables.ts';
import type { Session } from './session.ts';
import { type TrainingOptions, wantedTraining } from './training-options.ts';

export interface SweepOptions {
  sweep: string[];
  trials?: number;
  budget?: number;
}

export function addSweepOptions(command: Command): Command {
  return command
    .option(
      '--sweep <setting=values>',
      'values of a setting to try, such as learningRate=0.001,0.003; may be given several times. All combinations are validated, and only the best one is tested',
      collect,
      [],
    )
    .option(
      '--trials <count>',
      'of a sweep, how many combinations to try; where there are more, they are drawn with the seed',
      wholeNumber('--trials', 1),
    )
    .option(
      '--budget <minutes>',
      'of a sweep, begin no trial after so many minutes',
      positiveNumber('--budget', 'minutes'),
    );
}

/** @throws UserError where an option of a sweep is given without one */
export function checkSweep({ sweep, trials, budget }: SweepOptions): void {
  if (sweep.length > 0) return;
  const [first] = Object.entries({ trials, budget }).find(([, value]) => value !== undefined) ?? [];
  if (first === undefined) return;
  throw new UserError('use', `--${first} is for a sweep: name the settings to try with --sweep.`);
}

/** Tries the values that are given, and shows the trials and the test of those that were chosen. */
export async function sweepSettings(
  session: Session<WritableStore>,
  recipe: string | undefined,
  options: TrainingOptions & SweepOptions & { seeds?: number },
): Promise<void> {
  const { output } = session;
  // A workspace that is not there comes before mistakes in the settings.
  session.store();
  const request = wantedSweep(output, recipe, options);
  let first: number | null = null;
  try {
    const result = await session.run('sweep', request, (update) => {
      if (update.type === 'run') first ??= update.run;
      if (update.type === 'message') noteLine(output, update.text);
    });
    showSweep(session, result);
    output.result(result);
  } catch (error) {
    // What was tried before stays, and is shown.
    const sweep = first === null ? null : runRow(session.store(), first).curve;
    if (sweep !== null) trialTable(output, sweepOf(session.store(), sweep).trials, null);
    throw error;
  }
}

/** @throws UserError that names what is not `setting=value,value`, or a value that a setting cannot have */
function wantedSweep(
  output: Output,
  recipe: string | undefined,
  options: TrainingOptions & SweepOptions & { seeds?: number },
): SweepRequest {
  const typed = options.sweep.map(valuesOf);
  const twice = typed.find(({ setting }, at) => typed.findIndex((one) => one.setting === setting) !== at);
  if (twice)
    throw new UserError('use', `--sweep names ${twice.setting} twice: give all of its values at once.`);
  const combinations = combinationsOf(typed);
  if (combinations.length > sweepLimits.combinations) {
    throw new UserError(
      'use',
      `These values have ${combinations.length} combinations, of which a sweep takes at most ${sweepLimits.combinations}: give fewer values.`,
    );
  }
  const notes = new Set<string>();
  const configs = combinations.map((own) => {
    const set = Object.entries(own).map(([setting, value]) => `${setting}=${value}`);
    const { config, notice } = wantedTraining(recipe, { ...options, set: [...options.set, ...set] });
    if (!isClassifier(config)) {
      throw new UserError(
        'use',
        `${config.recipe} does not learn from labels; a sweep can be made of ${listed(classifierRecipes, 'or')}.`,
      );
    }
    if (notice !== null) notes.add(notice);
    for (const { path, because } of withoutEffect(config, Object.keys(own))) {
      notes.add(`${path} has no effect with ${because}.`);
    }
    return config;
  });
  for (const note of notes) output.note(note);
  const settings = typed.map(({ setting, values }) => {
    // The first combinations with each value have it as the setting reads it.
    const read = values.map((value) => configs[combinations.findIndex((own) => own[setting] === value)]!);
    return { setting, values: read.map((config) => asValue(valueAt(config, setting))) };
  });
  const { trials = null, budget = null, seeds = 1 } = options;
  return { settings, configs, trials, budget, seeds };
}

function valuesOf(typed: string): { setting: string; values: string[] } {
  const at = typed.indexOf('=');
  const setting = currentName(typed.slice(0, Math.max(0, at)).trim());
  const values = typed
    .slice(at + 1)
    .split(',')
    .map((value) => value.trim());
  if (setting === '' || values.some((value) => value === '')) {
    throw new UserError(
      'use',
      `--sweep takes setting=value,value, such as learningRate=0.001,0.003, not "${typed}".`,
    );
  }
  return { setting, values: [...new Set(values)] };
}

function asValue(value: unknown): Trial['settings'][string] {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isPlain || value === null ? value : JSON.stringify(value);
}

function showSweep(session: Session, result: SweepResult): void {
  const { output, store } = session;
  const { by, combinations, seed, trials, leftOut, chosen, tested } = result;
  const how =
    by === 'grid'
      ? `all ${combinations} combinations`
      : `${trials.length + leftOut} of ${combinations} combinations, drawn with seed ${seed}`;
  output.say(`sweep ${result.sweep}: ${how}, validated and not tested\n`);
  trialTable(output, trials, chosen.run);
  if (leftOut > 0) {
    output.say(
      `\n${counted(leftOut, 'trial was', 'trials were')} left out, since the budget was spent; the same command with more of it goes on with ${leftOut === 1 ? 'it' : 'them'}`,
    );
  }
  output.say(
    `\nchosen by the macro F1 on the validation part: ${settingsInWords(chosen.settings)}. Its validation score is the best of ${trials.length}, so it is too good; only the test below is not.\n`,
  );
  const runs = tested.runs.map((run) => runRow(store(), run));
  const curve = runs[0]!.curve;
  if (runs.length === 1 || curve === null) {
    for (const { result: own } of runs) if (own) resultTables(session, own);
  } else curveTable(output, curveOf(store(), curve));
}

/** One line a trial; the chosen one is marked. */
function trialTable(output: Output, trials: readonly Trial[], chosen: number | null): void {
  const names = [...new Set(trials.flatMap(({ settings }) => Object.keys(settings)))];
  output.table(
    trials.map(({ run, settings, valid, epochs, seconds, state, problem }) => [
      run ?? '',
      ...names.map((name) => String(settings[name] ?? '')),
      valid === null ? '' : percent(valid.accuracy),
      valid === null ? '' : `${score(valid.macroF1)}${run === chosen ? ' *' : ''}`,
      epochs ?? '',
      seconds === null ? '' : seconds.toFixed(1),
      problem === null ? state : `${state}: ${problem}`,
    ]),
    ['run', ...names, 'valid accuracy', 'valid F1', 'epochs', 'seconds', 'state'],
  );
}
