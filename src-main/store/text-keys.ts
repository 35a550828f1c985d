import type { ReadableStore } from './store.ts';

/** The normalised key of a document; its text too where the key is short. */
export type TextKey = [document: number, publishedAt: number | null, key: string, text: string | null];

/**
 * The normalised keys of all documents, read from the database while they are taken.
 *
 * @param shortKeyLetters documents with keys of fewer letters come with their texts
 */
export function textKeys(store: ReadableStore, shortKeyLetters: number): Iterable<TextKey> {
  return store.db
    .prepare<[number], TextKey>(
      'SELECT id, published_at, normal_key, CASE WHEN length(normal_key) < ? THEN text END FROM document',
    )
    .raw()
    .iterate(shortKeyLetters);
}
