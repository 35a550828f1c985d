import type { RecipeInfo, TrainConfig } from '../../src-main/api/types.ts';
import { settingValue, withSetting } from './settings.ts';

/**
 * A configuration that differs from the defaults only in what decides how much data there is: the data are not counted
 * again when something else changes.
 */
export function countedConfig(
  { defaults, counted }: Pick<RecipeInfo, 'defaults' | 'counted'>,
  from: TrainConfig,
): TrainConfig {
  return counted.reduce((config, path) => {
    const value = settingValue(from, path);
    return value === undefined ? config : withSetting(config, path, value);
  }, defaults);
}
