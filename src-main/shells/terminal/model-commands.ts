import type { Command } from 'commander';
import { evaluateOn } from '../../study/evaluate.ts';
import { baselineName, modelAlone } from '../../baselines/names.ts';
import { resume, train as trainRun } from '../../recipes/train.ts';
import { UserError } from '../../errors.ts';
import { writing } from '../../store/open.ts';
import { recipes } from '../../configs/all.ts';
import { runRow } from '../../runs/runs.ts';
import type { RunRow, TrainResult } from '../../training/types.ts';
import { choiceArgument } from './arguments.ts';
import type { ConfigFile } from './config-file.ts';
import { showMeasured } from './measured-table.ts';
import type { Output } from './output.ts';
import { withSession } from './with-session.ts';
import { confusionTable, embeddingTable, scoreTable, wordTable } from './score-tables.ts';
import { runArgument, runOption } from './run-argument.ts';
import type { Session } from './session.ts';
import { unknownRecipe } from './settings.ts';
import { addTrainingOptions, type TrainingOptions, wantedTraining } from './training-options.ts';

export function addModelCommands(program: Command): void {
  const training = program
    .command('train')
    .description('train a recipe and test it once')
    .addArgument(choiceArgument('[recipe]', 'the recipe to train', recipes, unknownRecipe))
    .option('--resume <run>', 'resume a run that was stopped', runOption('--resume'));
  addTrainingOptions(training).action((recipe: string | undefined, options: TrainOptions, command: Command) =>
    withSession((session) => train(session, recipe, options), command, writing),
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

interface TrainOptions extends TrainingOptions {
  resume?: number;
}

async function train(session: Session, recipe: string | undefined, options: TrainOptions): Promise<void> {
  const { resume: stopped } = options;
  if (stopped === undefined ? recipe === undefined && options.config === undefined : recipe !== undefined) {
    throw new UserError(
      'use',
      `Give a recipe (${recipes.join(', ')}), --config with the file of a run,` +
        ` or --resume with a run that was stopped.${swallowed(options)}`,
    );
  }
  if (stopped !== undefined) checkResume(options);
  const result = await session.job(({ store, ...context }) => {
    if (stopped !== undefined) return resume(store, stopped, context);
    const wanted = wantedTraining(recipe, options);
    const { config, file } = wanted;
    if (wanted.notice !== null) session.output.note(wanted.notice);
    return trainRun(store, config, {
      ...context,
      onStart: ({ dataHash }) => tellOfData(session.output, file, dataHash),
    });
  });
  showResult(session, result);
  session.output.result(result);
}

/** Every word after --company is taken as a ticker, even the name of a recipe. */
function swallowed({ company = [] }: TrainOptions): string {
  const recipe = recipes.find((name) => company.includes(name.toUpperCase()));
  return recipe === undefined
    ? ''
    : ` --company took "${recipe}" as a ticker: put the recipe before the options.`;
}

/** Different data are not an error, but the scores of the two runs cannot be compared. */
function tellOfData(output: Output, file: ConfigFile | null, dataHash: string): void {
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
}: TrainOptions): void {
  const settings = { config, train, test, set: set[0], context, device, seed, company };
  const [first] = Object.entries(settings).find(([, value]) => value !== undefined) ?? [];
  if (first === undefined) return;
  throw new UserError(
    'use',
    `--${first} cannot be combined with --resume: run ${run} continues with the settings that it started with.` +
      ` Leave --${first} out, or train the recipe again with it.`,
  );
}

/** The result of a run as tables. */
export function showResult({ output }: Session, result: TrainResult): void {
  output.say(
    `run ${result.run}: ${result.recipe} on ${result.device}, ${result.parameters} parameters,` +
      ` ${result.epochs} ${result.epochs === 1 ? 'epoch' : 'epochs'} in ${result.seconds.toFixed(1)} s`,
  );
  const parts = (result.phases ?? []).filter(({ seconds }) => seconds >= 0.05);
  if (parts.length > 1) {
    output.say(parts.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(', '));
  }
  if (result.recipe === 'company-embedding') {
    embeddingTable(output, result);
    return;
  }
  if (result.recipe === 'word2vec') {
    wordTable(output, result);
    return;
  }
  const { split } = result;
  const [unit, why] =
    result.recipe === 'price-transformer'
      ? ['days', 'whose next day lies in a later part']
      : ['texts', 'as near-duplicates'];
  output.say(
    `${split.train} ${unit} for training, ${split.valid} for validation, ${split.test} for testing, split ${split.by === 'chance' ? 'at random' : `by ${split.by}`};` +
      ` ${split.leftOut} left out ${why}`,
  );
  if (split.vectorsSawTest !== undefined) output.say(vectorsSaw(split.vectorsSawTest));
  output.say();
  const { ngrams } = result;
  if (ngrams) {
    const { model, linear, naiveBayes } = ngrams.weights;
    output.say(
      `scores are ${model.toFixed(2)} × the model's + ${linear.toFixed(2)} × those of n-grams` +
        ` + ${naiveBayes.toFixed(2)} × naive Bayes', with weights chosen on the validation part\n`,
    );
  }
  scoreTable(output, {
    [`run ${result.run}`]: result.test,
    ...(ngrams && { [modelAlone]: ngrams.modelAlone }),
    ...Object.fromEntries(
      Object.entries(result.baselines).map(([key, scores]) => [baselineName(key), scores]),
    ),
  });
  confusionTable(output, result.test);
}

function vectorsSaw(tested: number | null): string {
  if (tested === null)
    return 'it is not known whether the word vectors were trained on any of the test texts';
  return `the word vectors were trained on ${tested === 0 ? 'none' : tested} of the test texts, without labels`;
}

async function evaluate(session: Session, id: number, { on }: { on?: string }): Promise<void> {
  const { output, store } = session;
  const row = runRow(store(), id);
  if (on === undefined) {
    if (!row.result) throw new UserError('use', whyNoResult(row), { remedies: row.remedies });
    showResult(session, row.result);
    output.result(row.result);
    return;
  }
  const { scores, seen, unseen } = await evaluateOn(store(), id, on);
  showMeasured(output, { run: id, scores, seen, unseen, strangeLabels: 0 });
  output.result({ run: id, on, test: scores, seen, unseen });
}

/** Why a run has no result. */
function whyNoResult({ id, state, problem, resumable }: RunRow): string {
  if (state === 'running') return `Run ${id} has no result yet: it is still running.`;
  const why = problem === null ? '' : ` ${problem}`;
  const next = resumable ? '' : ' It cannot be resumed: train it again.';
  return `Run ${id} has no result: it ${state === 'failed' ? 'failed' : 'was cancelled'}.${why}${next}`;
}
