/** Labels by the files that gave them. */
import { isTruth } from './labels.ts';
import type { ReadableStore } from './store.ts';

/** The values of each scheme that there are, by scheme; those that count as truth. */
export function valuesOfSchemes(store: ReadableStore, schemes: readonly string[]): Map<string, string[]> {
  const find = store.db
    .prepare<[string], string>(`SELECT DISTINCT l.value FROM label l WHERE l.scheme = ? AND ${isTruth('l')}`)
    .pluck();
  return new Map(schemes.map((scheme) => [scheme, find.all(scheme)]));
}

/** The values of each scheme that labels of a source file have; labels that were there before it are not its own. */
export function valuesOfSource(
  store: ReadableStore,
  source: number,
  schemes: readonly string[],
): Map<string, string[]> {
  const find = store.db
    .prepare<[string, number], string>(
      'SELECT DISTINCT value FROM label WHERE scheme = ? AND source_file = ?',
    )
    .pluck();
  return new Map(schemes.map((scheme) => [scheme, find.all(scheme, source)]));
}

/** How many values each scheme has, and how many documents have one of them; those that count as truth. */
export function countSchemes(
  store: ReadableStore,
  schemes: readonly string[],
): Map<string, { values: number; texts: number }> {
  const count = store.db.prepare<[string], { values: number; texts: number }>(
    `SELECT count(DISTINCT l.value) AS "values", count(DISTINCT l.document_id) AS texts FROM label l
     WHERE l.scheme = ? AND ${isTruth('l')}`,
  );
  return new Map(schemes.map((scheme) => [scheme, count.get(scheme) ?? { values: 0, texts: 0 }]));
}

/** How many documents a source file labelled. */
export function countLabelledBy(store: ReadableStore, source: number): number {
  const count = store.db
    .prepare<[number], number>('SELECT count(DISTINCT document_id) FROM label WHERE source_file = ?')
    .pluck()
    .get(source);
  return count ?? 0;
}
