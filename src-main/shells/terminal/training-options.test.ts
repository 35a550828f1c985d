import { Command } from 'commander';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/support/workspace.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { addTrainingOptions, type TrainingOptions, type Wanted, wantedTraining } from './training-options.ts';

/** What is trained by such options. */
function wanted(...args: string[]): Wanted {
  const command = addTrainingOptions(new Command().argument('[recipe]')).exitOverride();
  command.parse(args, { from: 'user' });
  return wantedTraining(command.args[0], command.opts<TrainingOptions>());
}

function file(content: unknown, name = 'config.json'): string {
  return temporaryFile(name, typeof content === 'string' ? content : JSON.stringify(content));
}

const settings = { recipe: 'contextual-sentiment', epochs: 7, seed: 4, window: { n: 3 } };

test.each([
  ['a run or an export wrote', { run: 3, dataHash: 'abc', config: settings }, 'abc'],
  ['holds settings alone', settings, null],
])('what a file says is trained that %s', (_, content, dataHash) => {
  const path = file(content);
  const config = trainConfigSchema.parse(settings);
  expect(wanted('--config', path)).toEqual({ config, file: { path, config, dataHash }, notice: null });
  expect(wanted('contextual-sentiment', '--config', path).config).toEqual(config);
});

test('options given with it count more, and leave the rest as it is', () => {
  const given = ['--seed', '2', '--set', 'epochs=5', '--set', 'window.noRetweets=true', '--context', 'none'];
  expect(wanted('--config', file(settings), ...given).config).toEqual(
    trainConfigSchema.parse({
      ...settings,
      seed: 2,
      epochs: 5,
      context: 'none',
      window: { n: 3, noRetweets: true },
    }),
  );
});

test('without a file a recipe has to be given, and it has to be the file’s', () => {
  expect(() => wanted()).toThrow('Give a recipe (contextual-sentiment, ');
  const path = file(settings);
  expect(() => wanted('word2vec', '--config', path)).toThrow(
    `${path} is for contextual-sentiment, not for word2vec: leave out word2vec or --config`,
  );
});

test.each([
  ['that is not JSON', 'epochs: 3', 'it is not JSON ('],
  ['of a list', [settings], 'it does not contain an object of settings'],
  ['without a recipe', { epochs: 3 }, 'it has no "recipe"; the recipes are contextual-sentiment, '],
  ['of a checkpoint', { model_type: 'bert' }, 'contexture.json if the run uses a checkpoint'],
  [
    'of a misspelt recipe',
    { recipe: 'word2vc' },
    'price-transformer. Did you mean "word2vec"? --config takes',
  ],
  [
    'of an unknown recipe',
    { recipe: 'lstm' },
    'its recipe is "lstm"; the recipes are contextual-sentiment, ',
  ],
  ['whose settings are none', { config: 3 }, 'its "config" is not an object of settings'],
  [
    'with a wrong value',
    { ...settings, epochs: 0 },
    'epochs cannot be 0: expected a whole number from 1 to 10,000',
  ],
  [
    'with an unknown setting',
    { ...settings, epoch: 3 },
    'contextual-sentiment has no setting "epoch". Did you mean "epochs" or "contextEpochs"?',
  ],
  [
    'with an unknown setting inside',
    { ...settings, window: { scop: 'author' } },
    'has no setting "window.scop". Did you mean "window.scope"?',
  ],
  [
    'with unknown settings of two levels',
    { ...settings, epoch: 3, window: { m: 3 } },
    'lists its settings. contextual-sentiment has no setting "epoch".',
  ],
  [
    'with two wrong values',
    { ...settings, epochs: 1.5, window: { n: -1 } },
    'from 1 to 10,000, or null for the default; window.n cannot be -1',
  ],
  ['with a wrong value', { ...settings, epochs: 'many' }, 'Correct it in the file, or remove it there'],
])('a file %s is refused with its name and what to do', (_, content, problem) => {
  const path = file(content);
  expect(() => wanted('--config', path)).toThrow(
    expect.objectContaining({ kind: 'input', message: expect.stringContaining(problem) }),
  );
  expect(() => wanted('--config', path)).toThrow(`${path}: `);
});

test('a file that is not there is told with its name', () => {
  const path = join(temporaryFolder(), 'none.json');
  expect(() => wanted('--config', path)).toThrow(`${path}: it cannot be read (ENOENT`);
});
