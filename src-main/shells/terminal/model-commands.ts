import { looksInWords } from '../../results/looks.ts';
import type { Command } from 'commander';
import { evaluateOn } from '../../study/evaluate.ts';
import type { ScoresResult } from '../../results/classified.ts';
import { scoresByTicker, type TickerScores } from '../../study/scores-by-ticker.ts';
import { UserError } from '../../errors.ts';
import { recipes, type TrainResult } from '../../configs/all.ts';
import { withoutEffect } from '../../configs/without-effect.ts';
import { namesOfRun } from '../../runs/class-names.ts';
import { runRow } from '../../runs/runs.ts';
import type { RunRow } from '../../training/types.ts';
import { choiceArgument, wholeNumber } from './arguments.ts';
import type { ConfigFile } from './config-file.ts';
import { measureRuns } from './learning-curve-command.ts';
import { addSweepOptions, checkSweep, type SweepOptions, sweepSettings } from './sweep-command.ts';
import { showMeasured } from './measured-table.ts';
import type { Output } from './output.ts';
import { withSession, withTrainingSession } from './with-session.ts';
import { resultTables } from './result-tables.ts';
import { tickerTable } from './ticker-table.ts';
import { runArgument, runOption } from './run-argument.ts';
import type { WritableStore } from '../../store/store.ts';
import type { Session } from './session.ts';
import { unknownRecipe } from './settings.ts';
import { addTrainingOptions, type TrainingOptions, wantedTraining } from './training-options.ts';

export function addModelCommands(program: Command): void {
  const training = program
    .command('train')
    .description('train a recipe and test it once')
    .addArgument(choiceArgument('[recipe]', 'the recipe to train', recipes, unknownRecipe))
    .option('--resume <run>', 'resume a run that was stopped', runOption('--resume'))
    .option(
      '--seeds <count>',
      'train so many runs, each with the next seed, and show the mean and standard deviation of their scores',
      wholeNumber('--seeds', 2),
    );
  addSweepOptions(training);
  addTrainingOptions(training).action((recipe: string | undefined, options: TrainOptions, command: Command) =>
    withTrainingSession((session) => train(session, recipe, options), command, options),
  );
  program
    .command('evaluate')
    .description('show the scores of a run on its test part, or measure it on another text + label file')
    .argument('<run>', 'the run', runArgument)
    .option('--on <file>', 'a text + label file')
    .action((run: number, options: { on?: string }, command: Command) =>
      withSession((session) => evaluate(session, run, options), command),
    );
}

interface TrainOptions extends TrainingOptions, SweepOptions {
  resume?: number;
  seeds?: number;
}

async function train(
  session: Session<WritableStore>,
  recipe: string | undefined,
  options: TrainOptions,
): Promise<void> {
  const { resume: stopped } = options;
  const named = recipe ?? options.config;
  if (stopped === undefined ? named === undefined : recipe !== undefined) {
    throw new UserError(
      'use',
      `Give a recipe (${recipes.join(', ')}), --config with the file of a run,` +
        ` or --resume with a run that was stopped.${swallowed(options)}`,
    );
  }
  if (stopped !== undefined) checkResume(options);
  checkSweep(options);
  if (options.sweep.length > 0) {
    await sweepSettings(session, recipe, options);
    return;
  }
  if (options.seeds !== undefined) {
    await measureRuns(session, recipe, { ...options, seeds: options.seeds, sizes: 'all' });
    return;
  }
  const result = await (stopped === undefined
    ? trainNew(session, recipe, options)
    : session.run('resume', { run: stopped }));
  resultTables(session, result);
  session.output.result(result);
}

async function trainNew(
  session: Session,
  recipe: string | undefined,
  options: TrainOptions,
): Promise<TrainResult> {
  const { output, store } = session;
  // A workspace that is not there comes before mistakes in the settings.
  store();
  const { config, file, notice } = wantedTraining(recipe, options);
  if (notice !== null) output.note(notice);
  for (const { path, because } of withoutEffect(config, settingsGiven(options))) {
    output.note(`${path} has no effect with ${because}.`);
  }
  return session.run('train', { config }, (update) => {
    if (update.type === 'run') noteOtherData(output, file, runRow(store(), update.run).dataHash);
  });
}

/** The settings that were named. */
function settingsGiven({ set, device }: TrainOptions): string[] {
  const named = set.map((setting) => setting.slice(0, setting.indexOf('=')).trim());
  return device === undefined ? named : [...named, 'device'];
}

/** Every word after --company is taken as a ticker, even the name of a recipe. */
function swallowed({ company = [] }: TrainOptions): string {
  const recipe = recipes.find((name) => company.includes(name.toUpperCase()));
  return recipe ? ` --company took "${recipe}" as a ticker: put the recipe before the options.` : '';
}

/** Different data are not an error, but the scores of the two runs cannot be compared. */
function noteOtherData(output: Output, file: ConfigFile | null, dataHash: string | null): void {
  if (file === null || file.dataHash === null || file.dataHash === dataHash) return;
  output.note(
    `the data differ from those in ${file.path}: the texts, their labels or the split have changed,` +
      ' so the result will differ',
  );
}

/** A run continues with its own settings: any others would be ignored without a word. */
function checkResume({
  resume: run,
  config,
  train,
  test,
  set,
  context,
  device,
  seed,
  company,
  seeds,
  sweep,
}: TrainOptions): void {
  const settings = {
    config,
    train,
    test,
    set: set[0],
    context,
    device,
    seed,
    company,
    seeds,
    sweep: sweep[0],
  };
  const [first] = Object.entries(settings).find(([, value]) => value !== undefined) ?? [];
  if (first === undefined) return;
  throw new UserError(
    'use',
    `--${first} cannot be combined with --resume: run ${run} continues with the settings that it started with.` +
      ` Leave --${first} out, or train the recipe again with it.`,
  );
}

interface Looked {
  /** How many models have been scored on its test part in the workspace. */
  looks: number | null;
}

interface ByTicker {
  /** Each with its own test texts; none where these mention no ticker. */
  tickers: TickerScores[];
}

async function evaluate(session: Session, id: number, { on }: { on?: string }): Promise<void> {
  const { output, store } = session;
  const row = runRow(store(), id);
  const nameOf = namesOfRun(store(), id);
  if (on === undefined) {
    if (!row.result) throw new UserError('use', whyNoResult(row), { remedies: row.remedies });
    resultTables(session, row.result);
    if (row.result.kind !== 'scores') {
      output.result(row.result);
      return;
    }
    const tickers = scoresByTicker(store(), id);
    tickerTable(output, tickers, nameOf);
    if (row.looks !== null) output.say(`\n${looksInWords(row.looks)}`);
    const told: ScoresResult & ByTicker & Looked = { ...row.result, tickers, looks: row.looks };
    output.result(told);
    return;
  }
  const measured = await evaluateOn(store(), id, on);
  if (measured.masking !== null) output.say(measured.masking);
  showMeasured(output, { run: id, ...measured, strangeLabels: 0 }, nameOf);
  const { scores, ensemble, seen, unseen, looks, looksProblem } = measured;
  if (looks !== null) output.say(`\n${looksInWords(looks)}`);
  if (looksProblem !== null) output.note(looksProblem);
  output.result({ run: id, on, test: scores, ...(ensemble && { ensemble }), seen, unseen, looks });
}

/** Why a run has no result. */
function whyNoResult({ id, state, problem, resumable }: RunRow): string {
  if (state === 'running') return `Run ${id} has no result yet: it is still running.`;
  const why = problem === null ? '' : ` ${problem}`;
  const next = resumable ? '' : ' It cannot be resumed: train it again.';
  return `Run ${id} has no result: it ${state === 'failed' ? 'failed' : 'was cancelled'}.${why}${next}`;
}
