import type { ReadableStore } from './store.ts';

/** Documents published in [from, to), in milliseconds since 1970; null: without end. */
export function documentsBetween(store: ReadableStore, from: number | null, to: number | null): Set<number> {
  const found = store.db
    .prepare<[number | null, number | null], number>(
      `SELECT id FROM document
       WHERE published_at >= coalesce(?, -8640000000000000) AND published_at < coalesce(?, 8640000000000001)`,
    )
    .pluck()
    .all(from, to);
  return new Set(found);
}
