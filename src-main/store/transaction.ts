import type { WritableStore } from './store.ts';

/** A function each of whose calls runs in one transaction, which has the right to write from its start. */
export function transactional<A extends unknown[], R>(
  store: WritableStore,
  work: (...given: A) => R,
): (...given: A) => R {
  const transaction = store.db.transaction(work);
  return (...given) => transaction.immediate(...given);
}
