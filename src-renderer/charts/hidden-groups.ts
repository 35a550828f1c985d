/** The groups that a legend takes off a map; they stand in the address. */

/** In the address what nothing is known of has no name of its own. */
const unknown = '?';

/** The groups that are taken off the map. */
export function hiddenIn(value: string | null): Set<string | null> {
  return new Set((value?.split('|') ?? []).map((key) => (key === unknown ? null : key)));
}

export function hiddenFor(hidden: ReadonlySet<string | null>): string | null {
  return hidden.size === 0 ? null : [...hidden].map((key) => key ?? unknown).join('|');
}

/** One more, or one fewer. */
export function toggled(hidden: ReadonlySet<string | null>, key: string | null): Set<string | null> {
  const next = new Set(hidden);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** All but one; where it is alone already, all come back. */
export function allBut(
  keys: readonly (string | null)[],
  hidden: ReadonlySet<string | null>,
  only: string | null,
): Set<string | null> {
  const others = keys.filter((key) => key !== only);
  return others.every((key) => hidden.has(key)) && !hidden.has(only) ? new Set() : new Set(others);
}
