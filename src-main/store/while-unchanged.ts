import type { ReadableStore } from './store.ts';

interface Known<T> {
  state: string;
  value: T;
}

/**
 * Keeps what was read of a whole database until anything in it changes, through this connection or another process: of ten
 * million texts it takes half a second to read again. Whoever gets the value must not change it.
 */
export function whileUnchanged<T>(read: (store: ReadableStore) => T): (store: ReadableStore) => T {
  const known = new WeakMap<ReadableStore['db'], Known<T>>();
  return (store) => {
    const state = stateOf(store);
    const last = known.get(store.db);
    if (last?.state === state) return last.value;
    const value = read(store);
    // What another process committed meanwhile may be in the value or not, so it is read again.
    known.set(store.db, { state, value });
    return value;
  };
}

/** What changes with every change: `data_version` counts those of others, `total_changes` those of this connection. */
function stateOf({ db }: ReadableStore): string {
  const others = db.prepare<[], number>('PRAGMA data_version').pluck().get() ?? 0;
  const own = db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
  return `${others} ${own}`;
}
