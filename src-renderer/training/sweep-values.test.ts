import { expect, it } from 'vitest';
import { type RecipeName, trainConfigSchema } from '../../src-main/configs/all.ts';
import { recipeInfos } from '../../src-main/api/recipes.ts';
import { sweptConfigs, sweptValues } from './sweep-values.ts';

const infos = new Map(recipeInfos().map((info) => [info.recipe, info]));
const infoOf = (name: RecipeName) => infos.get(name)!;
const info = infoOf('contextual-sentiment');
const settingOf = (path: string) => info.settings.find((setting) => setting.path === path)!;

it('values are read as their setting takes them, each once', () => {
  expect(sweptValues(settingOf('learningRate'), '0.001, 3e-3 0.001')).toEqual({
    setting: 'learningRate',
    values: [0.001, 0.003],
  });
  expect(sweptValues(settingOf('context'), 'none, cross')).toEqual({
    setting: 'context',
    values: ['none', 'cross'],
  });
  expect(sweptValues(settingOf('ensemble'), 'true,false')).toMatchObject({ values: [true, false] });
  expect(sweptValues(settingOf('trainSize'), '100,null')).toMatchObject({ values: [100, null] });
});

it.each([
  ['learningRate', '0.001, 0', '“0” is none of its values'],
  ['epochs', '2.5', '“2.5” is none of its values'],
  ['context', 'crosss', '“crosss” is none of its values'],
  ['dropout', ' ', 'enter values, such as 0.001, 0.003'],
])('of %s, %s is named', (path, typed, problem) => {
  expect(sweptValues(settingOf(path), typed)).toEqual({ problem: expect.stringContaining(problem) });
});

it('there is a configuration for each combination, and what depends on a value follows it', () => {
  const configs = sweptConfigs(info.defaults, [
    { setting: 'encoder', values: ['words', 'checkpoint'] },
    { setting: 'window.n', values: [2, 4] },
  ]).map((config) => trainConfigSchema.parse(config));
  // A checkpoint that is frozen learns at another rate than words do (docs/encoders.md).
  expect(configs.map((config) => [config.recipe, 'window' in config && config.window.n])).toEqual(
    [2, 4, 2, 4].map((n) => ['contextual-sentiment', n]),
  );
  expect(configs.map((config) => 'learningRate' in config && config.learningRate)).toEqual([
    0.002, 0.002, 0.01, 0.01,
  ]);
});

it('what decides which texts are validated is not offered', () => {
  expect(info.swept).toContain('dropout');
  for (const path of ['scheme', 'split', 'seed', 'tested', 'nearCopies'])
    expect(info.swept).not.toContain(path);
  expect(infoOf('word2vec').swept).toEqual([]);
});
