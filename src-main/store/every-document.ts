import type { ReadableStore } from './store.ts';

/** The ids of all documents that have a time, in their order. */
export function everyDocument(store: ReadableStore): number[] {
  return store.db
    .prepare<[], number>('SELECT id FROM document WHERE published_at IS NOT NULL ORDER BY id')
    .pluck()
    .all();
}
