import type { WritableStore } from './store.ts';

/** A function each of whose calls runs in one transaction, which has the right to write from its start. */
export function transactional<A extends unknown[], R>(
  store: WritableStore,
  work: (...given: A) => R,
): (...given: A) => R {
  const transaction = store.db.transaction(work);
  return (...given) => transaction.immediate(...given);
}

/** The same, but the transaction is rolled back: what the work returns is what it would have done. */
export function rehearsed<A extends unknown[], R>(
  store: WritableStore,
  work: (...given: A) => R,
): (...given: A) => R {
  return (...given) => {
    let result: { value: R } | null = null;
    const undo = new Error('rolled back');
    const transaction = store.db.transaction(() => {
      result = { value: work(...given) };
      throw undo;
    });
    try {
      transaction.immediate();
    } catch (error) {
      if (error !== undo) throw error;
    }
    return resultOf(result);
  };
}

function resultOf<R>(result: { value: R } | null): R {
  if (result === null) throw new Error('a rehearsed transaction had no result');
  return result.value;
}
