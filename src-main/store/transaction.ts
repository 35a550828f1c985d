import type { Store } from './open.ts';

/** A function each of whose calls runs in one transaction, which has the right to write from its start. */
export function transactional<A extends unknown[], R>(
  store: Store,
  work: (...given: A) => R,
): (...given: A) => R {
  const transaction = store.db.transaction(work);
  return (...given) => transaction.immediate(...given);
}
