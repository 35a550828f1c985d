/** Values of settings as they are typed, and the combinations of them as configurations. */
import { combinationsOf } from '../../src-main/api/combinations.ts';
import type { RecipeSetting, TrainConfig } from '../../src-main/api/types.ts';
import { withSetting } from './settings.ts';

export type SweptValue = string | number | boolean | null;
export interface SweptSetting {
  setting: string;
  values: SweptValue[];
}

/** Several values of a setting, `0.001, 0.003`, each once; an error in words. */
export function sweptValues(
  { path, label, values: { kind }, values, nullable }: RecipeSetting,
  typed: string,
): SweptSetting | { problem: string } {
  const parts = [...new Set(typed.split(/[\s,;]+/).filter((part) => part !== ''))];
  if (parts.length === 0) return { problem: `${label}: enter values, such as ${exampleOf(values)}.` };
  const read: SweptValue[] = [];
  for (const part of parts) {
    const value = valueOf(part);
    if (value === undefined) return { problem: `${label}: “${part}” is none of its values.` };
    read.push(value);
  }
  return { setting: path, values: read };

  function valueOf(part: string): SweptValue | undefined {
    if (nullable && part === 'null') return null;
    if (kind === 'flag') return part === 'true' ? true : part === 'false' ? false : undefined;
    if (values.kind === 'choice') return values.choices.find((choice) => String(choice) === part);
    if (values.kind !== 'whole' && values.kind !== 'number') return part;
    const number = Number(part);
    const { least, above, most } = values;
    const isIn =
      Number.isFinite(number) &&
      (kind === 'number' || Number.isInteger(number)) &&
      number >= (least ?? -Infinity) &&
      number > (above ?? -Infinity) &&
      number <= (most ?? Infinity);
    return isIn ? number : undefined;
  }
}

function exampleOf(values: RecipeSetting['values']): string {
  if (values.kind === 'choice') return values.choices.slice(0, 2).join(', ');
  if (values.kind === 'flag') return 'true, false';
  return values.kind === 'whole' ? '10, 20, 40' : '0.001, 0.003';
}

/** A configuration for each combination of the values. */
export function sweptConfigs(config: TrainConfig, settings: readonly SweptSetting[]): TrainConfig[] {
  return combinationsOf(settings).map((own) =>
    Object.entries(own).reduce((whole, [path, value]) => withSetting(whole, path, value), config),
  );
}
