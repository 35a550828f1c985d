import type { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { deviceChoices, recipes, type TrainConfig } from '../../training/config.ts';
import { contexts } from '../../training/recipes/classifiers.ts';
import { choiceOption, collect, tickers, wholeNumber } from './arguments.ts';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { configFrom } from './settings.ts';
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
    .option('--config <file>', "train as the config.json of a run's folder says; other options count more")
    .option('--train <file>', 'learn from the rows of this text + label file')
    .option('--test <file>', 'test on the rows of this text + label file; its texts are not trained on')
    .option('--set <key=value>', 'a setting of the recipe, such as epochs=5 or window.n=4', collect, [])
    .addOption(choiceOption('--context <kind>', 'read the context window or not', contexts))
    .addOption(choiceOption('--device <device>', 'what the training runs on', deviceChoices))
    .option('--seed <number>', 'seed of everything random', wholeNumber('--seed', 0))
    .option('--company <ticker...>', 'tickers to train on, such as NFLX,AAPL; default: all', tickers)
    .addHelpText('after', settingsHelp);
}

/** What is trained, and the file that it was read from; null: there is none. */
export interface Wanted {
  config: TrainConfig;
  file: ConfigFile | null;
}

/**
 * @param recipe left out where a file says it
 * @throws UserError that names each setting which is unknown or out of range.
 */
export function wantedTraining(recipe: string | undefined, options: TrainingOptions): Wanted {
  const file = options.config === undefined ? null : readConfigFile(options.config);
  const named = recipe ?? file?.config.recipe;
  if (named === undefined) throw new UserError('use', `give a recipe (${recipes.join(', ')}), or --config`);
  if (file && named !== file.config.recipe) {
    throw new UserError(
      'use',
      `${file.path} is for ${file.config.recipe}, not for ${named}: leave out ${named} or --config`,
    );
  }
  const given = {
    trainFile: options.train,
    testFile: options.test,
    context: options.context,
    device: options.device,
    seed: options.seed,
    symbols: options.company,
  };
  return { config: configFrom(named, options.set, given, file?.config), file };
}
