import { expect, test } from 'vitest';
import { trainConfigSchema } from '../../src-main/configs/all.ts';
import { askedSettings, withAsked } from './asked-settings.ts';

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
  const classifier = trainConfigSchema.parse({ recipe: 'document-attention' });
  expect(withAsked(classifier, { tuned: 'false' })).toEqual({ ...classifier, tuned: false });
});
