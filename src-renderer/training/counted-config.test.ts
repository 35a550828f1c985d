import { expect, it } from 'vitest';
import { recipeInfos } from '../../src-main/api/recipes.ts';
import { countedConfig } from './counted-config.ts';
import { withSetting } from './settings.ts';

const [contextual] = recipeInfos();

it('what decides how much data there is, is taken over; all else stays as by default', () => {
  if (!contextual) throw new Error('there is no recipe');
  const { defaults } = contextual;
  expect(countedConfig(contextual, defaults)).toEqual(defaults);
  const trained = withSetting(withSetting(defaults, 'epochs', 3), 'learningRate', 0.1);
  expect(countedConfig(contextual, trained)).toEqual(defaults);
  const other = withSetting(withSetting(trained, 'symbols', ['GS']), 'window.n', 3);
  expect(countedConfig(contextual, other)).toEqual(
    withSetting(withSetting(defaults, 'symbols', ['GS']), 'window.n', 3),
  );
});
