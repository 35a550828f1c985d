import { UserError } from '../errors.ts';
import { documentsByIds } from './documents.ts';
import { conditionsOf, searchQuery } from './search-query.ts';
import type { ReadableStore } from './store.ts';
import { type TextFilter, condition } from './text-filter.ts';
import type { DocumentRow, Page } from './types.ts';

/** A text that contains the words, with the passage that does. */
export interface FoundDocument extends DocumentRow {
  snippet: string;
}

/** Words of a snippet. */
const snippetWords = 20;

/**
 * The documents that a query finds, most recent first, those without time last; `searchQuery` says how it is written.
 *
 * @throws UserError if the query holds nothing to look for, or the filter names what the workspace does not have.
 */
export function searchDocuments(
  store: ReadableStore,
  { query, filter, limit }: { query: string; filter: TextFilter; limit: number },
): Page<FoundDocument> {
  const search = searchQuery(query);
  if (search === null) {
    throw new UserError('use', `"${query}" contains no word to search for. Give some letters or digits.`);
  }
  const { sql, values } = condition(store, filter);
  const found = conditionsOf(search);
  const where = [...found.conditions, sql].join(' AND ');
  const given = { ...values, ...found.values };
  const total = store.db.prepare<[object], number>(`SELECT count(*) FROM document d WHERE ${where}`).pluck();
  const ids = store.db
    .prepare<[object], number>(
      `SELECT d.id FROM document d WHERE ${where} ORDER BY d.published_at DESC, d.id DESC LIMIT @limit`,
    )
    .pluck()
    .all({ ...given, limit });
  const snippets = new Map(
    search.words === null
      ? []
      : store.db
          .prepare<[string, string], [number, string]>(
            `SELECT rowid, snippet(document_text, 0, '', '', '…', ${snippetWords}) FROM document_text
         WHERE document_text MATCH ? AND rowid IN (SELECT value FROM json_each(?))`,
          )
          .raw()
          .all(search.words, JSON.stringify(ids)),
  );
  return {
    total: total.get(given) ?? 0,
    rows: documentsByIds(store, ids).map((row) =>
      Object.assign(row, { snippet: snippets.get(row.id) ?? row.text }),
    ),
  };
}
