import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { deviceChoices, type RecipeName, recipes, type TrainConfig } from '../../configs/all.ts';
import { contexts } from '../../configs/contextual.ts';
import { aboutRecipe } from '../../configs/settings.ts';
import { type Configuration, readConfiguration, trainingDefaults } from '../configuration.ts';
import { type ConfiguredSetting, nested } from '../configured-settings.ts';
import { choiceOption, collect, tickers, wholeNumber } from './arguments.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { configFrom, knownRecipe, type OptionSetting } from './settings.ts';
import { settingsHelp } from './settings-help.ts';

export interface TrainingOptions {
  config?: string;
  train?: string;
  test?: string;
  set: string[];
  context?: string;
  device?: string;
  seed?: number;
  company?: string[];
}

/** The options of every command that trains. */
export function addTrainingOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      "train with the settings in the config.json of a run's folder; other options override them",
    )
    .option('--train <file>', 'train on the rows of this text + label file')
    .option('--test <file>', 'test on the rows of this text + label file, and keep its texts out of training')
    .option('--set <key=value>', 'a setting of the recipe, such as epochs=5 or window.n=4', collect, [])
    .addOption(choiceOption('--context <kind>', 'how the context window is read', contexts))
    .addOption(choiceOption('--device <device>', 'the device to train on', deviceChoices))
    .option('--seed <number>', 'the random seed', wholeNumber('--seed', 0))
    .option('--company <ticker...>', 'tickers to train on, such as NFLX,AAPL; default: all', tickers)
    .addHelpText('after', settingsHelp);
}

/** What is trained. */
export interface Wanted {
  config: TrainConfig;
  /** The file of --config that it was read from; null: there is none. */
  file: ConfigFile | null;
  /** Names the defaults of the user's configuration file that are in force; null: only built-in ones are. */
  notice: string | null;
}

/** The same settings: epochs of a branch that are those of its text model follow them when these are changed. */
function following(config: TrainConfig): Readonly<Record<string, unknown>> {
  return 'contextEpochs' in config && config.contextEpochs === config.epochs
    ? { ...config, contextEpochs: null }
    : config;
}

/**
 * @param recipe left out if a file names it
 * @throws UserError that names each setting which is unknown or out of range.
 */
export function wantedTraining(recipe: string | undefined, options: TrainingOptions): Wanted {
  const file = options.config === undefined ? null : readConfigFile(options.config);
  const named = recipe ?? file?.config.recipe;
  if (named === undefined) throw new UserError('use', `Give a recipe (${recipes.join(', ')}), or --config.`);
  if (file && named !== file.config.recipe) {
    throw new UserError(
      'use',
      `${file.path} is for ${file.config.recipe}, not for ${named}: leave out ${named} or --config.`,
    );
  }
  const given: OptionSetting[] = [
    { flag: '--train', path: 'trainFile', value: options.train },
    { flag: '--test', path: 'testFile', value: options.test },
    { flag: '--context', path: 'context', value: options.context },
    { flag: '--device', path: 'device', value: options.device },
    { flag: '--seed', path: 'seed', value: options.seed },
    { flag: '--company', path: 'symbols', value: options.company },
  ];
  // What a run was trained with is complete: trained again, it is the same for everybody.
  if (file !== null)
    return { config: configFrom(named, options.set, given, following(file.config)), file, notice: null };
  const configuration = readConfiguration();
  const defaults = trainingDefaults(configuration, knownRecipe(named));
  const chosen = new Set([
    ...options.set.map((setting) => setting.slice(0, setting.indexOf('=')).trim()),
    ...given.filter(({ value }) => value !== undefined).map(({ path }) => path),
  ]);
  const notice = noticeOf(
    configuration,
    defaults.filter(({ path, value }) => !chosen.has(path) && !isBuiltIn(knownRecipe(named), path, value)),
  );
  try {
    return { config: configFrom(named, options.set, given, nested(defaults)), file, notice };
  } catch (cause) {
    if (notice === null || !(cause instanceof UserError)) throw cause;
    // A default may be what does not go with an option.
    throw new UserError(cause.kind, `${cause.message} (${notice})`, { cause });
  }
}

function noticeOf({ path: file }: Configuration, changed: readonly ConfiguredSetting[]): string | null {
  if (changed.length === 0) return null;
  return `defaults from ${file}: ${changed.map(({ path, value }) => `${path}=${inText(value)}`).join(', ')}`;
}

function isBuiltIn(recipe: RecipeName, path: string, value: unknown): boolean {
  const setting = aboutRecipe(recipe).settings.find((one) => one.path === path);
  return JSON.stringify(setting?.default) === JSON.stringify(value);
}

function inText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
