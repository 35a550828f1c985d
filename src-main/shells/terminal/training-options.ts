import { type Command, Option } from 'commander';
import { deviceChoices, type TrainConfig } from '../../training/config.ts';
import { contexts } from '../../training/recipes/classifiers.ts';
import { collect, configFrom, wholeNumber } from './arguments.ts';

export interface TrainingOptions {
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
    .option('--train <file>', 'learn from the rows of this text + label file')
    .option('--test <file>', 'test on the rows of this text + label file; its texts are not trained on')
    .option('--set <key=value>', 'a setting of the recipe, such as epochs=5 or window.n=4', collect, [])
    .addOption(new Option('--context <kind>', 'read the context window or not').choices(contexts))
    .addOption(new Option('--device <device>').choices(deviceChoices))
    .option('--seed <number>', 'seed of all that is random', wholeNumber('--seed'))
    .option('--company <ticker...>', 'tickers to train on; all where left out');
}

/** @throws UserError that names each setting which is unknown or out of range. */
export function trainConfig(recipe: string, options: TrainingOptions): TrainConfig {
  return configFrom(recipe, options.set, {
    trainFile: options.train,
    testFile: options.test,
    context: options.context,
    device: options.device,
    seed: options.seed,
    symbols: options.company?.map((symbol) => symbol.replace(/^\$/, '').toUpperCase()),
  });
}
