import { expect, it } from 'vitest';
import { shallowRef } from 'vue';
import type { ContextSpec, RecipeInfo } from '../../src-main/api/types.ts';
import { recipeInfos } from '../../src-main/api/recipes.ts';
import { withSetting } from './settings.ts';
import { useTrainConfig } from './useTrainConfig.ts';

const infos = recipeInfos();
const [contextual, , attention] = infos;

function form(symbols: string[] | null = null, window?: ContextSpec) {
  const info = shallowRef<RecipeInfo | undefined>(contextual);
  const shared = shallowRef(window);
  return { info, shared, config: useTrainConfig({ info, symbols, window: shared }) };
}

it('begins with the defaults of the recipe, and waits until the recipes are known', () => {
  const { info, config } = form(['GS']);
  expect(config.value).toEqual({ ...contextual?.defaults, symbols: ['GS'] });
  info.value = undefined;
  expect(config.value).toBeUndefined();
});

it('every recipe keeps what was changed of it; tickers and device stay for all', () => {
  const { info, config } = form(['GS']);
  if (config.value)
    config.value = { ...withSetting(config.value, 'epochs', 7), device: 'cpu', symbols: null };
  info.value = attention;
  expect(config.value).toEqual({ ...attention?.defaults, device: 'cpu', symbols: null });
  info.value = contextual;
  expect(config.value).toEqual({ ...contextual?.defaults, epochs: 7, device: 'cpu', symbols: null });
});

it('a window is shared with the rest of the page, where there is one', () => {
  const window = contextual && 'window' in contextual.defaults ? contextual.defaults.window : undefined;
  if (!window) throw new Error('the first recipe reads windows');
  const { shared, config } = form(null, { ...window, n: 3 });
  expect(config.value).toMatchObject({ window: { n: 3 } });
  if (config.value) config.value = withSetting(config.value, 'window.n', 5);
  expect(shared.value?.n).toBe(5);

  const alone = form();
  if (alone.config.value) alone.config.value = withSetting(alone.config.value, 'window.n', 5);
  expect(alone.shared.value).toBeUndefined();
  expect(alone.config.value).toMatchObject({ window: { n: 5 } });
});
