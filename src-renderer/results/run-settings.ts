import { formatAge } from '../format/age.ts';

/** A setting as one reads it; none holds more than words, numbers, switches and lists of them. */
function valueText(value: unknown): string {
  if (value === null) return 'none';
  return Array.isArray(value) ? value.join(', ') : `${value as string | number | boolean}`;
}

/** Every setting of a run by its name, as `--set` has it: those of a group are named after it, `window.n`. */
export function runSettings(config: Readonly<Record<string, unknown>>): { name: string; value: string }[] {
  return Object.entries(config).flatMap(([name, value]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.entries(value).map(([part, setting]) => ({
        name: `${name}.${part}`,
        value: part === 'maxAgeMs' && typeof setting === 'number' ? formatAge(setting) : valueText(setting),
      }));
    }
    return [{ name, value: name === 'symbols' && value === null ? 'all tickers' : valueText(value) }];
  });
}
