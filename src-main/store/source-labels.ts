/** Labels by the files that gave them. */
import type { Store } from './open.ts';

/** The values of each scheme that there are, by scheme; those that only a model gave are left out. */
export function valuesOfSchemes(store: Store, schemes: readonly string[]): Map<string, string[]> {
  const find = store.db
    .prepare<[string], string>("SELECT DISTINCT value FROM label WHERE scheme = ? AND origin <> 'model'")
    .pluck();
  return new Map(schemes.map((scheme) => [scheme, find.all(scheme)]));
}

/** The values of each scheme that labels of a source file have; labels that were there before it are not its own. */
export function valuesOfSource(
  store: Store,
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

/** How many documents a source file labelled. */
export function countLabelledBy(store: Store, source: number): number {
  const count = store.db
    .prepare<[number], number>('SELECT count(DISTINCT document_id) FROM label WHERE source_file = ?')
    .pluck()
    .get(source);
  return count ?? 0;
}
