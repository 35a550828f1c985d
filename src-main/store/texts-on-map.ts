/** What texts on a map are coloured by. */
import { conditionsOf, searchQuery } from './search-query.ts';
import type { ReadableStore } from './store.ts';
import { requireScheme } from './text-filter.ts';

/** When each text was published, and the first ticker that it mentions, by document. */
export function factsOfTexts(
  store: ReadableStore,
): Map<number, { publishedAt: number | null; symbol: string | null }> {
  const rows = store.db
    .prepare<[], [number, number | null, string | null]>(
      `SELECT d.id, d.published_at, min(c.symbol) FROM document d
       LEFT JOIN mention m ON m.document_id = d.id LEFT JOIN company c ON c.id = m.company_id GROUP BY d.id`,
    )
    .raw()
    .all();
  return new Map(rows.map(([id, publishedAt, symbol]) => [id, { publishedAt, symbol }]));
}

/** The labels of texts, each as its place among the values. */
export interface TextLabels {
  /** In alphabetical order. */
  values: string[];
  documents: number[];
  /** In the order of the documents. */
  of: number[];
}

/**
 * The label of each text that counts, whoever gave it.
 *
 * @throws UserError if the workspace has no such scheme
 */
export function labelsOfTexts(store: ReadableStore, scheme: string): TextLabels {
  requireScheme(store, scheme);
  const rows = store.db
    .prepare<[string], [number, string]>(
      'SELECT document_id, value FROM best_label WHERE scheme = ? ORDER BY document_id',
    )
    .raw()
    .all(scheme);
  const values = [...new Set(rows.map(([, value]) => value))].sort();
  const places = new Map(values.map((value, at) => [value, at]));
  return {
    values,
    documents: rows.map(([document]) => document),
    of: rows.map(([, value]) => places.get(value)!),
  };
}

/** The texts that a query finds, by id, the latest first, those without time last; `searchQuery` says how it is written. */
export function textsFound(store: ReadableStore, query: string): number[] {
  const search = searchQuery(query);
  if (search === null) return [];
  const { conditions, values } = conditionsOf(search);
  return store.db
    .prepare<[object], number>(
      `SELECT id FROM document WHERE ${conditions.join(' AND ')} ORDER BY published_at DESC, id DESC`,
    )
    .pluck()
    .all(values);
}
