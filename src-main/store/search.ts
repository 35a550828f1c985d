import { UserError } from '../errors.ts';
import { documentsByIds } from './documents.ts';
import { matchExpression } from './full-text.ts';
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
 * The documents that hold all words of a query, most recent first, those without time last. A word in quotes is a
 * phrase, and the last word may be the start of one.
 *
 * @throws UserError if the query holds no word, or the filter names what the workspace does not have.
 */
export function searchDocuments(
  store: ReadableStore,
  { query, filter, limit }: { query: string; filter: TextFilter; limit: number },
): Page<FoundDocument> {
  const words = matchExpression(query);
  if (words === null) {
    throw new UserError('use', `"${query}" contains no word to search for. Give some letters or digits.`);
  }
  const { sql, values } = condition(store, filter);
  const where = `d.id IN (SELECT rowid FROM document_text WHERE document_text MATCH @words) AND ${sql}`;
  const total = store.db.prepare<[object], number>(`SELECT count(*) FROM document d WHERE ${where}`).pluck();
  const ids = store.db
    .prepare<[object], number>(
      `SELECT d.id FROM document d WHERE ${where} ORDER BY d.published_at DESC, d.id DESC LIMIT @limit`,
    )
    .pluck()
    .all({ ...values, words, limit });
  const snippets = new Map(
    store.db
      .prepare<[string, string], [number, string]>(
        `SELECT rowid, snippet(document_text, 0, '', '', '…', ${snippetWords}) FROM document_text
         WHERE document_text MATCH ? AND rowid IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(words, JSON.stringify(ids)),
  );
  return {
    total: total.get({ ...values, words }) ?? 0,
    rows: documentsByIds(store, ids).map((row) =>
      Object.assign(row, { snippet: snippets.get(row.id) ?? row.text }),
    ),
  };
}
