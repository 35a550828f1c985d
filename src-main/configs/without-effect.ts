import type { SettingCondition } from '../setting.ts';
import type { TrainConfig } from './all.ts';
import { aboutRecipe, currentName } from './settings.ts';

/** The settings among these that change nothing in a configuration, with the choice that takes their effect away. */
export function withoutEffect(
  config: TrainConfig,
  paths: readonly string[],
): { path: string; because: string }[] {
  const { settings } = aboutRecipe(config.recipe);
  return paths.flatMap((given) => {
    const path = currentName(given);
    const when = settings.find((setting) => setting.path === path)?.when ?? null;
    if (when === null || holds(when, config)) return [];
    const value = valueAt(config, when.path);
    return [{ path, because: `${when.path}=${typeof value === 'string' ? value : JSON.stringify(value)}` }];
  });
}

function holds(when: SettingCondition, config: TrainConfig): boolean {
  const value = valueAt(config, when.path);
  const own = when.is === 'given' ? (value ?? null) !== null : when.is.some((one) => one === (value ?? null));
  return (own && (!when.and || holds(when.and, config))) || (when.or ? holds(when.or, config) : false);
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
