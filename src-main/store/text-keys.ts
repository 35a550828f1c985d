import type { ReadableStore } from './store.ts';

/** The normalised key of a document; its text too where the key is short; its source file. */
export type TextKey = [
  document: number,
  publishedAt: number | null,
  key: string,
  text: string | null,
  source: number,
];

/**
 * The normalised keys of all documents, read from the database while they are taken.
 *
 * @param shortKeyLetters documents with keys of fewer letters come with their texts
 * @param without a source file whose documents are left out; null: none
 */
export function textKeys(
  store: ReadableStore,
  shortKeyLetters: number,
  without: number | null = null,
): Iterable<TextKey> {
  return store.db
    .prepare<[number, number | null], TextKey>(
      `SELECT id, published_at, normal_key, CASE WHEN length(normal_key) < ? THEN text END, source_file
       FROM document WHERE source_file IS NOT ?`,
    )
    .raw()
    .iterate(shortKeyLetters, without);
}
