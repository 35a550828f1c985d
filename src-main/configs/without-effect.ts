import { unmetChoices } from '../setting-conditions.ts';
import type { TrainConfig } from './all.ts';
import { aboutRecipe, currentName } from './settings.ts';

/** The settings among these that change nothing in a configuration, with the choice that takes their effect away. */
export function withoutEffect(
  config: TrainConfig,
  paths: readonly string[],
): { path: string; because: string }[] {
  const unmet = unmetChoices(aboutRecipe(config.recipe).settings, (path) => valueAt(config, path));
  return paths.flatMap((given) => {
    const path = currentName(given);
    const choice = unmet(path);
    if (choice === null) return [];
    const value = valueAt(config, choice);
    return [{ path, because: `${choice}=${typeof value === 'string' ? value : JSON.stringify(value)}` }];
  });
}

/** The value of `window.n` in a configuration. */
export function valueAt(config: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (within, name) =>
        typeof within === 'object' && within !== null ? Reflect.get(within, name) : undefined,
      config,
    );
}
