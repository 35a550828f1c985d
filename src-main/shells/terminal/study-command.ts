import { join } from 'node:path';
import type { Command } from 'commander';
import type { TrainConfig } from '../../configs/all.ts';
import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import { contextScopes } from '../../context/scopes.ts';
import { windowSizes } from '../../context/spec.ts';
import { deviceChoices } from '../../configs/all.ts';
import { listed } from '../../configs/setting-values.ts';
import type { WritableStore } from '../../store/store.ts';
import { didYouMean } from '../../suggest.ts';
import { type ArmChoice, armChoices, usualArms } from '../../study/context/arms.ts';
import { encoderSettings } from '../../study/context/encoder-settings.ts';
import { studyRequestSchema, type StudyRequest } from '../../study/context/request.ts';
import type { StudyResult } from '../../study/context/result.ts';
import { reportData } from '../../study/context/report-data.ts';
import { signed } from '../../study/context/sentence.ts';
import { tableLines } from '../../study/context/tables.ts';
import { choiceOption, collect, positiveNumber, tickers, wholeNumber } from './arguments.ts';
import { isInteractive } from './progress.ts';
import type { Session } from './session.ts';
import { addStudyCompaniesCommand } from './study-companies-command.ts';
import { wantedTraining } from './training-options.ts';
import { withTrainingSession } from './with-session.ts';

interface StudyOptions {
  train?: string;
  test?: string;
  arms: ArmChoice[];
  scopes: string[];
  windows: number[];
  ages: number[];
  encoders: string[];
  seeds: number;
  split?: string;
  budget?: number;
  processes?: number;
  sparse?: boolean;
  set: string[];
  device?: string;
  seed?: number;
  company?: string[];
}

const recipe = 'contextual-sentiment';

/** Settings that differ between the arms. */
const varied: ReadonlySet<string> = new Set([
  'context',
  'window.n',
  'window.scope',
  'encoder',
  'tuned',
  'vectors',
  'ensemble',
  'ngrams',
]);

export function addStudyCommand(program: Command): void {
  const study = program
    .command('study')
    .description('answer a question by comparing trainings, with statistics');
  addStudyCompaniesCommand(study);
  study
    .command('context')
    .description('tell whether context helps: ways of reading it, placebos, baselines, and intervals')
    .option('--train <file>', 'train on the rows of this text + label file')
    .option('--test <file>', 'test on the rows of this text + label file, and keep its texts out of training')
    .option('--arms <names>', `what is compared: ${armChoices.join(', ')}`, listOf('--arms', armChoices), [
      ...usualArms,
    ])
    .option(
      '--scopes <names>',
      `where windows draw from: ${contextScopes.join(', ')}`,
      listOf('--scopes', contextScopes),
      ['company'],
    )
    .option('--windows <counts>', 'texts in a window, such as 1,2,4,8', sizesOf, [8])
    .option(
      '--ages <limits>',
      'greatest ages of the texts in a window, such as 1h,1d,7d, studied beside windows of any age',
      agesOf,
      [],
    )
    .option(
      '--encoders <names>',
      'what reads the texts: words, vectors:FILE for words that start from published vectors, a checkpoint as it is published, or CHECKPOINT:tuned',
      words,
      ['words'],
    )
    .option('--seeds <count>', 'trainings of each arm', wholeNumber('--seeds', 1, 100), 5)
    .addOption(
      choiceOption('--split <kind>', 'how the texts are divided; default: time', [
        'time',
        'stratified',
        'grouped',
      ]),
    )
    .option(
      '--budget <minutes>',
      'begin no training after so many minutes',
      positiveNumber('--budget', 'minutes'),
    )
    .option(
      '--processes <count>',
      'trainings at the same time; default: one for each core',
      wholeNumber('--processes', 1, 64),
    )
    .option('--sparse', 'study context even where under half of the texts have any')
    .option('--set <key=value>', 'a setting of all arms, such as epochs=5 or scheme=topic', collect, [])
    .addOption(choiceOption('--device <device>', 'the device to train on', deviceChoices))
    .option('--seed <number>', 'the first random seed', wholeNumber('--seed', 0))
    .option('--company <ticker...>', 'tickers to study, such as NFLX,AAPL; default: all', tickers)
    .action((options: StudyOptions, command: Command) =>
      withTrainingSession((session) => studyContext(session, options), command, options),
    );
}

function words(value: string): string[] {
  return value
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function listOf<T extends string>(option: string, choices: readonly T[]): (value: string) => T[] {
  return (value) =>
    words(value).map((word) => {
      const found = choices.find((choice) => choice === word);
      if (found !== undefined) return found;
      throw new UserError(
        'use',
        `${option} takes ${listed(choices, 'or')}, several with commas between them, not "${word}".${didYouMean(word, choices)}`,
      );
    });
}

function sizesOf(value: string): number[] {
  return words(value).map(wholeNumber('--windows', 1, windowSizes.most));
}

/** `6h` and `7d` as ms. */
function agesOf(value: string): number[] {
  return words(value).map((word) => {
    const [, count = '', unit] = /^(\d+(?:\.\d+)?)([hd])$/u.exec(word) ?? [];
    const hours = Number(count) * (unit === 'd' ? 24 : 1);
    if (hours > 0) return hours * 3_600_000;
    throw new UserError(
      'use',
      `--ages takes hours or days, such as 6h or 7d, several with commas between them, not "${word}".`,
    );
  });
}

async function studyContext(session: Session<WritableStore>, options: StudyOptions): Promise<void> {
  const { output } = session;
  // A workspace that is not there comes before mistakes in the settings.
  session.store();
  const request = requestOf(options, (notice) => output.note(notice));
  const result = await session.run('study-context', request, (update) => {
    if (update.type === 'message' && !output.json && !isInteractive(process.stderr)) output.note(update.text);
  });
  show(session, result);
  output.result(result);
}

function requestOf(options: StudyOptions, note: (notice: string) => void): StudyRequest {
  const set = options.set.filter((setting) => {
    const name = setting.slice(0, setting.indexOf('=')).trim();
    if (!varied.has(name)) return true;
    throw new UserError(
      'use',
      `A study decides on ${name} itself: choose what it compares with its own options.`,
    );
  });
  const configOf = (name: string, withNote: boolean): TrainConfig => {
    const { config, notice } = wantedTraining(recipe, {
      ...options,
      set: [
        ...set,
        ...Object.entries(encoderSettings(name)).map(([key, value]) => `${key}=${value}`),
        ...(options.split === undefined ? [] : [`split=${options.split}`]),
        'context=cross',
        `window.n=${Math.max(...options.windows)}`,
      ],
    });
    if (withNote && notice !== null) note(notice);
    return config;
  };
  const names = [...new Set(options.encoders)];
  return studyRequestSchema.parse({
    encoders: names.map((name, index) => ({ name, config: configOf(name, index === 0) })),
    arms: options.arms,
    scopes: options.scopes,
    windows: options.windows,
    ages: options.ages,
    seeds: options.seeds,
    budget: options.budget ?? null,
    processes: options.processes ?? null,
    sparse: options.sparse ?? false,
  });
}

function show({ output }: Session, result: StudyResult): void {
  const { data, seeds, arms } = result;
  output.say(
    `tested on ${counted(data.split.test, 'text')} (${counted(data.clusters, 'ticker')} by day), ${counted(seeds.length, 'seed')}; ± is the standard deviation over seeds, differences are in points of accuracy from the text alone\n`,
  );
  output.table(
    tableLines(result).map(({ arm, name, accuracy, macroF1, novel, difference, p }) => [
      arm.role === 'leak' ? `${name} (a leak)` : name,
      accuracy,
      macroF1,
      difference,
      p,
      novel,
    ]),
    ['arm', 'accuracy', 'macro F1', 'difference', 'p (Holm)', 'accuracy, novel texts'],
  );
  const { ages, novel } = reportData(result);
  if (novel !== null) output.say(novel);
  if (ages.length > 0) {
    output.say('\nby the age of the newest text in the window (not corrected):');
    output.table(
      ages.map(({ name, age, texts, difference, low, high }) => [
        name,
        age,
        texts,
        `${signed(difference)} [${signed(low)}, ${signed(high)}]`,
      ]),
      ['arm', 'newest text', 'test texts', 'difference'],
    );
  }
  if (arms.some(({ role }) => role === 'leak')) {
    output.say('\nA leak shows what a mistake in time would gain; it must never be used.');
  }
  for (const { item, met, how } of result.checklist) output.detail(`${met ? 'yes' : 'no '}  ${item}: ${how}`);
  for (const warning of result.warnings) output.note(warning);
  output.say(`\n${result.sentence}`);
  output.say(`\nThe report with its charts: ${join(result.folder, 'report.html')}`);
}
