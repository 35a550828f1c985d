import { unmetChoices } from '../../src-main/api/setting-conditions.ts';
import type { RecipeSetting, SettingGroup, TrainConfig } from '../../src-main/api/types.ts';

export type SettingValue = string | number | boolean | string[] | null;

/** The groups of settings in the order of the form. */
const groupNames = {
  data: 'Data',
  text: 'Text',
  context: 'Context',
  model: 'Model',
  training: 'Training',
  evaluation: 'Evaluation',
} satisfies Record<SettingGroup, string>;

/** The value at a path, undefined where the configuration has none. */
export function settingValue(config: TrainConfig, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), config);
}

/** The configuration with one value changed. Whether it is a good one, the application says at the start. */
export function withSetting(config: TrainConfig, path: string, value: unknown): TrainConfig {
  const [name = '', part] = path.split('.');
  const whole = settingValue(config, name);
  const changed = part === undefined ? value : { ...(isRecord(whole) ? whole : {}), [part]: value };
  return { ...config, [name]: changed };
}

/** The settings that have an effect with the values that the others have. */
export function settingsInUse(settings: readonly RecipeSetting[], config: TrainConfig): RecipeSetting[] {
  const unmet = unmetChoices(settings, (path) => settingValue(config, path));
  return settings.filter(({ path }) => unmet(path) === null);
}

/** The configuration with everything at its default that has no effect: it is not refused for what nobody sees. */
export function withoutEffectless(settings: readonly RecipeSetting[], config: TrainConfig): TrainConfig {
  const inUse = new Set(settingsInUse(settings, config));
  return settings.reduce(
    (whole, setting) => (inUse.has(setting) ? whole : withSetting(whole, setting.path, setting.default)),
    config,
  );
}

/**
 * Whether the form has a field for a setting: not for a file, which lies on the machine that trains; not where there is
 * one value only; and the parts of a window have controls of their own.
 */
export function hasField({ editor, values }: RecipeSetting): boolean {
  return editor !== 'file' && editor !== 'window' && !(values.kind === 'choice' && values.choices.length < 2);
}

/** Settings by group, groups without any left out. */
export function inGroups(settings: readonly RecipeSetting[]): { name: string; settings: RecipeSetting[] }[] {
  return Object.entries(groupNames)
    .map(([group, name]) => ({ name, settings: settings.filter((setting) => setting.group === group) }))
    .filter((group) => group.settings.length > 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
