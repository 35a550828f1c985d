import type { Command } from 'commander';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { baselineName } from '../../results/baseline-names.ts';
import { recipes } from '../../configs/all.ts';
import { curveOf } from '../../study/curve.ts';
import { classifierRecipes, isClassifier } from '../../configs/classifiers.ts';
import { listed } from '../../configs/setting-values.ts';
import type { LearningCurve, Spread, SpreadScores } from '../../training/types.ts';
import { choiceArgument, wholeNumber } from './arguments.ts';
import { score } from './format.ts';
import type { Output } from './output.ts';
import { isInteractive } from './progress.ts';
import type { WritableStore } from '../../store/store.ts';
import type { Session } from './session.ts';
import { unknownRecipe } from './settings.ts';
import { addTrainingOptions, type TrainingOptions, wantedTraining } from './training-options.ts';
import { withTrainingSession } from './with-session.ts';

interface CurveOptions extends TrainingOptions {
  /** `all`: several trainings of one configuration. */
  sizes?: number[] | 'all';
  seeds: number;
}

export function addLearningCurveCommand(program: Command): void {
  const command = program
    .command('learning-curve')
    .description('train a recipe on increasing numbers of texts, with several seeds, and test each run')
    .addArgument(choiceArgument('[recipe]', 'the recipe to train', classifierRecipes, noCurveOf))
    .option(
      '--sizes <counts>',
      'training sizes, such as 10,100,1000; default: 10, 30, 100, ... and all texts',
      sizesOf,
    )
    .option('--seeds <count>', 'runs per size', wholeNumber('--seeds', 1), 3);
  addTrainingOptions(command).action((recipe: string | undefined, options: CurveOptions, command: Command) =>
    withTrainingSession((session) => measureRuns(session, recipe, options), command, options),
  );
}

function noCurveOf(recipe: string): UserError {
  if (!recipes.some((one) => one === recipe)) return unknownRecipe(recipe);
  const others = listed(classifierRecipes, 'or');
  return new UserError(
    'use',
    `${recipe} does not learn from labels, so its runs have no scores to compare over sizes or seeds; give ${others}.`,
  );
}

function sizesOf(value: string): number[] {
  return value
    .split(',')
    .map((size) => wholeNumber('--sizes', 2)(size.trim() === '' ? 'nothing' : size.trim()));
}

/** Trains several runs and shows the mean and standard deviation of their scores. */
export async function measureRuns(
  session: Session<WritableStore>,
  recipe: string | undefined,
  options: CurveOptions,
): Promise<void> {
  const { output } = session;
  // A workspace that is not there comes before mistakes in the settings.
  session.store();
  const wanted = wantedTraining(recipe, options);
  const { config } = wanted;
  if (!isClassifier(config)) throw noCurveOf(config.recipe);
  if (wanted.notice !== null) output.note(wanted.notice);
  let first: number | null = null;
  try {
    const request = { config, sizes: options.sizes ?? null, seeds: options.seeds };
    const curve = await session.run('learning-curve', request, (update) => {
      if (update.type === 'run') first ??= update.run;
      if (update.type === 'message') noteLine(output, update.text);
    });
    curveTable(output, curve);
    output.result(curve);
  } catch (error) {
    // What was trained before stays, and is shown.
    const begun = first === null ? null : curveOf(session.store(), first);
    if (begun && begun.points.length > 0) curveTable(output, begun);
    throw error;
  }
}

/** Lines in between would break up a progress bar. */
export function noteLine(output: Output, text: string): void {
  if (!output.json && !isInteractive(process.stderr)) output.note(text);
}

/** One line per size: the model's scores, and those of every baseline that learned from the same texts. */
export function curveTable(output: Output, { recipe, n, points }: LearningCurve): void {
  const beside = Object.keys(points[0]?.baselines ?? {});
  output.say(
    `${recipe}, tested on ${counted(n, 'text')}; accuracy / macro F1, mean ± standard deviation over the seeds\n`,
  );
  output.table(
    points.map(({ size, runs, test, baselines }) => [
      size,
      runs.length,
      spreadOf(test.accuracy),
      spreadOf(test.macroF1),
      ...beside.map((name) => meansOf(baselines[name])),
    ]),
    ['texts', 'seeds', 'accuracy', 'macro F1', ...beside.map(baselineName)],
  );
  const best = Math.max(...points.map(({ test }) => test.accuracy.mean));
  if (points.some(({ runs }) => runs.length > 1)) {
    output.say(
      `\nThe deviation is that of the seeds. Another test part of ${counted(n, 'text')} would give another accuracy too: ± ${score(standardError(best, n))} around ${score(best)} (standard error, texts taken as independent).`,
    );
  }
}

/** Of a share of `n` independent texts. */
function standardError(share: number, n: number): number {
  return Math.sqrt((share * (1 - share)) / n);
}

function spreadOf({ mean, deviation }: Spread): string {
  return deviation === null ? score(mean) : `${score(mean)} ± ${score(deviation)}`;
}

function meansOf(scores: SpreadScores | undefined): string {
  return scores === undefined ? '' : `${score(scores.accuracy.mean)} / ${score(scores.macroF1.mean)}`;
}
