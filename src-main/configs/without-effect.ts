import type { SettingCondition } from '../setting.ts';
import type { TrainConfig } from './all.ts';
import { aboutRecipe, currentName } from './settings.ts';

/**
 * The settings among these that change nothing in a configuration, with the choice that takes their effect away. What has
 * no effect itself gives none to another one.
 */
export function withoutEffect(
  config: TrainConfig,
  paths: readonly string[],
): { path: string; because: string }[] {
  const { settings } = aboutRecipe(config.recipe);
  const conditions = new Map(settings.map(({ path, when }) => [path, when]));
  return paths.flatMap((given) => {
    const path = currentName(given);
    const choice = unmet(conditions.get(path) ?? null, config, conditions);
    if (choice === null) return [];
    const value = valueAt(config, choice);
    return [{ path, because: `${choice}=${typeof value === 'string' ? value : JSON.stringify(value)}` }];
  });
}

/** The setting whose value keeps a condition from being met; null: it is met. */
function unmet(
  when: SettingCondition | null,
  config: TrainConfig,
  conditions: ReadonlyMap<string, SettingCondition | null>,
): string | null {
  if (when === null) return null;
  const { path, and = null, or = null } = when;
  const choice = isMet(when, config)
    ? (unmet(conditions.get(path) ?? null, config, conditions) ?? unmet(and, config, conditions))
    : path;
  return choice !== null && or !== null && unmet(or, config, conditions) === null ? null : choice;
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
