/** Something to go to or to do. */
export interface Entry {
  /** Of all entries, one. */
  id: string;
  name: string;
  /** What else it is found by, shown behind the name. */
  note: string;
  /** Where it leads; a function does it. */
  to: string | (() => void);
}

/** How well an entry fits: 0 by its whole name, then by its beginning, a word's beginning, anywhere; null: not at all. */
export function fit({ name, note }: Pick<Entry, 'name' | 'note'>, query: string): number | null {
  const asked = query.trim().toLocaleLowerCase();
  const words = asked.split(/\s+/u).filter((word) => word !== '');
  const called = name.toLocaleLowerCase();
  const all = `${called} ${note.toLocaleLowerCase()}`;
  if (words.some((word) => !all.includes(word))) return null;
  if (called === asked) return 0;
  if (called.startsWith(asked)) return 1;
  const starts = all.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => starts.some((start) => start.startsWith(word))) ? 2 : 3;
}

/** The entries that fit, the best first; those that fit alike keep their order. */
export function found(entries: readonly Entry[], query: string, limit: number): Entry[] {
  return entries
    .map((entry) => ({ entry, fits: fit(entry, query) }))
    .filter((one): one is { entry: Entry; fits: number } => one.fits !== null)
    .toSorted((a, b) => a.fits - b.fits)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
