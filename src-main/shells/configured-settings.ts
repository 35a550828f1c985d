/** Settings of a configuration as a flat list, and back. */

export interface ConfiguredSetting {
  /** `window.n` */
  path: string;
  value: unknown;
}

type Settings = Readonly<Record<string, unknown>>;

/** Every value with its dotted path; a group with nothing in it stands for itself. */
export function leavesOf(settings: Settings, within = ''): ConfiguredSetting[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const path = within + key;
    return isRecord(value) && Object.keys(value).length > 0 ? leavesOf(value, `${path}.`) : [{ path, value }];
  });
}

/** The same as groups within groups. */
export function nested(settings: readonly ConfiguredSetting[]): Record<string, unknown> {
  const all: Record<string, unknown> = {};
  for (const { path, value } of settings) assign(all, path.split('.'), value);
  return all;
}

/** Sets a value at a path, and makes the groups on the way. */
export function assign(into: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    // A name such as __proto__ becomes a property like any other, and is then refused as unknown.
    Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const inner = Object.hasOwn(into, key) ? into[key] : undefined;
  const next = isRecord(inner) ? inner : {};
  assign(into, [key], next);
  assign(next, rest, value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
