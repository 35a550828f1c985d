import type { RecipeInfo, TrainConfig } from '../../src-main/api/types.ts';
import { asWord } from '../shared/address.ts';
import { settingValue, withSetting } from './settings.ts';

/** Settings that an address asks for, `set=objective=topic`, by name. */
export function askedSettings(set: unknown): Record<string, string> {
  const given = (Array.isArray(set) ? set : [set]).filter((one) => typeof one === 'string');
  return Object.fromEntries(
    given.flatMap((one) => {
      const [name = '', ...value] = one.split('=');
      return name === '' || value.length === 0 ? [] : [[name, value.join('=')]];
    }),
  );
}

/** What an address has to ask for, so that a recipe is set as in a configuration: all that is not its default. */
export function settingsToAsk(
  { settings, defaults }: Pick<RecipeInfo, 'settings' | 'defaults'>,
  config: TrainConfig,
): string[] {
  return settings.flatMap(({ path }) => {
    const value = settingValue(config, path);
    const isUsual = JSON.stringify(value) === JSON.stringify(settingValue(defaults, path));
    return value === undefined || isUsual ? [] : [`${path}=${asWord(value)}`];
  });
}

/** A configuration with the settings that are asked for, as far as its recipe has them. */
export function withAsked(config: TrainConfig, asked: Readonly<Record<string, string>>): TrainConfig {
  return Object.entries(asked).reduce((changed, [path, text]) => {
    const now = settingValue(changed, path);
    if (now === undefined) return changed;
    if (path === 'symbols') return withSetting(changed, path, text === '' ? null : text.split(','));
    if (text === '' && typeof now !== 'string') return withSetting(changed, path, null);
    const isFlag = typeof now === 'boolean' || (now === null && /^(?:true|false)$/.test(text));
    if (isFlag) return withSetting(changed, path, text === 'true');
    const asNumber = text === '' ? NaN : Number(text);
    // A number that is not set yet is null, as a text may be.
    if (now === null && !Number.isNaN(asNumber)) return withSetting(changed, path, asNumber);
    if (typeof now !== 'number') return withSetting(changed, path, text);
    return Number.isNaN(asNumber) ? changed : withSetting(changed, path, asNumber);
  }, config);
}
