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
    const { path: choice } = unmet(when, config);
    const value = valueAt(config, choice);
    return [{ path, because: `${choice}=${typeof value === 'string' ? value : JSON.stringify(value)}` }];
  });
}

function holds(when: SettingCondition, config: TrainConfig): boolean {
  const { and, or } = when;
  return (isMet(when, config) && (!and || holds(and, config))) || (or ? holds(or, config) : false);
}

/** The part of a condition that does not hold. */
function unmet(when: SettingCondition, config: TrainConfig): SettingCondition {
  return isMet(when, config) && when.and ? unmet(when.and, config) : when;
}

function isMet({ path, is }: SettingCondition, config: TrainConfig): boolean {
  const value = valueAt(config, path) ?? null;
  return is === 'given' ? value !== null : is.some((one) => one === value);
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
