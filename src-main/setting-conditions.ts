/** Which settings have an effect with the values that the others have. */
import type { SettingCondition } from './setting.ts';

type Conditional = { path: string; when: SettingCondition | null };

/**
 * For each setting the other one whose value takes its effect away; null: it has one. What has no effect itself gives none
 * to another setting.
 *
 * @param valueOf the value of a setting, by its path
 */
export function unmetChoices(
  settings: readonly Conditional[],
  valueOf: (path: string) => unknown,
): (path: string) => string | null {
  const conditions = new Map(settings.map(({ path, when }) => [path, when]));
  const isMet = ({ path, is }: SettingCondition): boolean => {
    const value = valueOf(path) ?? null;
    return is === 'given' ? value !== null : is.some((one) => one === value);
  };
  const unmet = (when: SettingCondition | null): string | null => {
    if (when === null) return null;
    const { path, and = null, or = null } = when;
    const choice = isMet(when) ? (ofSetting(path) ?? unmet(and)) : path;
    return choice !== null && or !== null && unmet(or) === null ? null : choice;
  };
  const ofSetting = (path: string): string | null => unmet(conditions.get(path) ?? null);
  return ofSetting;
}
