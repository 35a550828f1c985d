import { expect, test } from 'vitest';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import { recipeInfos } from '../../src-main/api/recipes.ts';
import { askedSettings, settingsToAsk, withAsked } from './asked-settings.ts';

test.each([
  [undefined, {}],
  [null, {}],
  ['objective=topic', { objective: 'topic' }],
  [['epochs=3', 'checkpoint=a=b', 'nothing', '=x', null], { epochs: '3', checkpoint: 'a=b' }],
])('an address asks for settings: %j', (set, asked) => {
  expect(askedSettings(set)).toEqual(asked);
});

test('settings that are asked for are those of the form, in their types; what the recipe has not is left out', () => {
  const config = trainConfigSchema.parse({ recipe: 'company-embedding' });
  expect(withAsked(config, { objective: 'topic', epochs: '3', hidden: '7', minTexts: 'many' })).toEqual({
    ...config,
    objective: 'topic',
    epochs: 3,
  });
  const classifier = trainConfigSchema.parse({ recipe: 'topic' });
  expect(withAsked(classifier, { ensemble: 'true' })).toEqual({ ...classifier, ensemble: true });
});

test('an address that asks for all that is set leads to the same settings again', () => {
  for (const info of recipeInfos()) {
    expect(settingsToAsk(info, info.defaults)).toEqual([]);
    const config = trainConfigSchema.parse({ ...info.defaults, seed: 7, symbols: ['AAPL', 'BRK.B'] });
    const again = withAsked(info.defaults, askedSettings(settingsToAsk(info, config)));
    expect(trainConfigSchema.parse(again)).toEqual(config);
  }
  const info = recipeInfos().find(({ recipe }) => recipe === 'contextual-sentiment')!;
  const set = trainConfigSchema.parse({
    recipe: info.recipe,
    epochs: 3,
    tuned: false,
    split: 'grouped',
    clipNorm: null,
    window: { n: 16, scope: 'author', noRetweets: true, maxAgeMs: 3_600_000 },
    cleaning: { links: 'token' },
    trainSize: 100,
  });
  const again = withAsked(info.defaults, askedSettings(settingsToAsk(info, set)));
  expect(trainConfigSchema.parse(again)).toEqual(set);
});
