import { Command } from 'commander';
import { expect, test } from 'vitest';
import { recipes, trainConfigSchema } from '../../configs/all.ts';
import { choiceOption, tickers } from './arguments.ts';
import { configFrom } from './settings.ts';

const trained = (...settings: string[]) => configFrom('contextual-sentiment', settings, []);

test.each([
  ['epoch=3', 'contextual-sentiment has no setting "epoch". Did you mean "epochs" or "contextEpochs"?'],
  ['window.scop=author', 'has no setting "window.scop". Did you mean "window.scope"?'],
  ['scope=author', 'has no setting "scope". Did you mean "window.scope"'],
  ['n=3', 'has no setting "n". Did you mean "window.n"'],
  ['days=3', 'has no setting "days". price-transformer has it.'],
  ['hidden=3', 'rnn-attention has it. "contexture train contextual-sentiment --help" lists its settings'],
  ['__proto__=3', 'has no setting "__proto__".'],
  ['__proto__.x=3', 'has no setting "__proto__.x".'],
  ['constructor=3', 'has no setting "constructor".'],
  ['recipe=topic', 'The recipe is not a setting: name it right after the command'],
  ['window=3', 'window cannot be 3: it is a group of settings (window.n, window.scope, '],
  ['window=null', 'window cannot be null: it is a group of settings'],
  ['epochs.x=3', 'epochs is a single setting and has no "x" of its own'],
  ['epochs', '--set takes setting=value, such as epochs=5 or window.n=4, not "epochs"'],
  ['=3', '--set takes setting=value'],
  ['window.=3', '--set takes setting=value'],
  ['epochs=0', 'epochs cannot be 0: expected a whole number from 1 to 10,000'],
  ['epochs=1.5', 'epochs cannot be 1.5: expected a whole number from 1 to 10,000'],
  ['epochs=many', 'epochs cannot be "many": expected a whole number from 1 to 10,000'],
  ['epochs=', 'epochs cannot be "": expected a whole number from 1 to 10,000'],
  ['epochs=1e999', 'epochs cannot be Infinity: expected a whole number'],
  ['window.n=abc', 'window.n cannot be "abc": expected a whole number from 0 to 128'],
  ['trainSize=1', 'trainSize cannot be 1: expected a whole number, at least 2, or null'],
  ['learningRate=0', 'learningRate cannot be 0: expected a number above 0'],
  ['vectors=0', 'vectors cannot be 0: expected the number of a run or the path of a file, or null'],
  ['ngrams=yes', 'ensemble cannot be "yes": expected true or false'],
  ['optimizer=adamm', 'optimizer cannot be "adamm": expected adamw, adam or sgd. Did you mean "adamw"'],
  ['cleaning.links=token2', 'expected drop or token. Did you mean "token"?'],
  ['heads=7', 'heads cannot be 7: the number of heads must divide the width'],
  ['symbols=[3]', 'symbols cannot be [3]: expected a list separated by commas, or null'],
])('--set %s is refused in words', (setting, message) => {
  expect(() => trained(setting)).toThrow(
    expect.objectContaining({ kind: 'use', message: expect.stringContaining(message) }),
  );
});

test('vectors are a run where a number is given, and a file where anything else is', () => {
  const vectors = (given: string) => {
    const config = trained(`vectors=${given}`);
    return 'vectors' in config ? config.vectors : undefined;
  };
  expect(['12', './12', 'glove.txt', 'null'].map(vectors)).toEqual([12, './12', 'glove.txt', null]);
});

test('a setting that is given twice is refused, whichever way', () => {
  expect(() => trained('epochs=2', 'epochs=2')).toThrow('epochs is set twice, to 2 and to 2');
  const seed = { flag: '--seed', path: 'seed', value: 4 };
  expect(() => configFrom('topic', ['seed=3'], [seed])).toThrow(
    'seed is given twice: --set seed=3 and --seed 4. Leave one of them out.',
  );
});

test('an option that a recipe has no setting for is refused by its name', () => {
  const context = { flag: '--context', path: 'context', value: 'none' };
  expect(() => configFrom('word2vec', [], [context])).toThrow(
    '--context cannot be used with word2vec, which has no setting "context"',
  );
});

test('values are read as their settings take them', () => {
  const given = ['scheme=2019', 'trainFile=true', 'learningRate=.5', 'clipNorm=null', 'symbols=$nflx,AAPL'];
  expect(trained(...given, 'window.n=0', 'window.maxAgeMs=1e3', 'ngrams=false')).toEqual(
    trainConfigSchema.parse({
      recipe: 'contextual-sentiment',
      scheme: '2019',
      trainFile: 'true',
      learningRate: 0.5,
      clipNorm: null,
      symbols: ['NFLX', 'AAPL'],
      window: { n: 0, maxAgeMs: 1000 },
      ngrams: false,
    }),
  );
  expect(trained('trainFile=null')).toMatchObject({ trainFile: null });
});

test.each([
  ['sentiment', 'Did you mean "contextual-sentiment"?'],
  ['word2vc', 'Did you mean "word2vec"?'],
  ['xyz', 'There is no recipe "xyz". "contexture recipes" lists them'],
])('the recipe %s is not there', (recipe, message) => {
  expect(() => configFrom(recipe, [], [])).toThrow(message);
});

test('without settings a recipe has its defaults', () => {
  for (const recipe of recipes) {
    expect(configFrom(recipe, [], [])).toEqual(trainConfigSchema.parse({ recipe }));
  }
});

test.each([
  [
    ['NFLX', 'AAPL'],
    ['NFLX', 'AAPL'],
  ],
  [['NFLX,AAPL'], ['NFLX', 'AAPL']],
  [
    ['$nflx', ' $aapl ,brk.b;'],
    ['NFLX', 'AAPL', 'BRK.B'],
  ],
  [['NFLX', 'nflx'], ['NFLX']],
])('tickers %j', (given, found) => {
  expect(given.reduce<string[] | undefined>((before, value) => tickers(value, before), undefined)).toEqual(
    found,
  );
});

test.each([[''], [','], ['$'], ['NFLX,$']])('%j is not a ticker', (value) => {
  expect(() => tickers(value, undefined)).toThrow('--company takes tickers');
});

test('an option of fixed words suggests the nearest, and collects several where it may', () => {
  const parse = (...args: string[]) =>
    new Command()
      .addOption(choiceOption('--device <device>', 'd', ['auto', 'cpu']).default('auto'))
      .addOption(choiceOption('--only <case...>', 'c', ['one', 'two', 'three']))
      .parse(args, { from: 'user' })
      .opts();
  expect(parse()).toEqual({ device: 'auto' });
  expect(parse('--only', 'one', 'two', '--device', 'cpu')).toEqual({ device: 'cpu', only: ['one', 'two'] });
  expect(() => parse('--device', 'gpu')).toThrow(
    '--device takes auto or cpu, not "gpu". Did you mean "cpu"?',
  );
  expect(() => parse('--only', 'one', 'zzzz')).toThrow(/--only takes one, two or three, not "zzzz"\.$/);
});
