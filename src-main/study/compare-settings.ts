import { withoutEffect } from '../configs/without-effect.ts';
import type { RunRow } from '../training/types.ts';

/** A setting of several runs, with one value per run; null: the run's recipe does not have it, or it has no effect in it. */
export interface ComparedSetting {
  name: string;
  values: (string | null)[];
}

export interface ComparedSettings {
  differing: ComparedSetting[];
  alike: { name: string; value: string }[];
}

/** The settings of runs of any recipes, and their other conditions: those that differ, and those that do not. */
export function compareSettings(runs: readonly RunRow[]): ComparedSettings {
  const flat = runs.map((run) => new Map([...inForce(run), ...origin(run)]));
  const names = [...new Set(flat.flatMap((settings) => [...settings.keys()]))];
  const compared: ComparedSettings = { differing: [], alike: [] };
  for (const name of names) {
    const values = flat.map((settings) => settings.get(name) ?? null);
    const [value = null] = values;
    if (value !== null && values.every((other) => other === value)) compared.alike.push({ name, value });
    else compared.differing.push({ name, values });
  }
  return compared;
}

/** The settings that have an effect in a run. */
function inForce({ config }: RunRow): [string, string][] {
  const all = flattened(config);
  const names = all.map(([name]) => name);
  const idle = new Set(withoutEffect(config, names).map(({ path }) => path));
  return all.filter(([name]) => !idle.has(name));
}

/** The conditions of a run apart from its settings. */
function origin({ dataHash, device, version }: RunRow): [string, string][] {
  return [
    ['data fingerprint', dataHash?.slice(0, 16) ?? 'none'],
    ['device that ran', device ?? 'none'],
    ['version', version],
  ];
}

/** Nested settings have dotted names such as `window.n`. */
function flattened(settings: object, prefix = ''): [string, string][] {
  return Object.entries(settings).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const name = prefix + key;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return flattened(value, `${name}.`);
    }
    return [[name, shown(name, value)]];
  });
}

function shown(name: string, value: unknown): string {
  if (value === null) return name === 'symbols' ? 'all tickers' : 'none';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
