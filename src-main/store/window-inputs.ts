import type { ReadableStore } from './store.ts';
import { streamed } from './table.ts';
import { type TextFilter, condition, tickersColumn } from './text-filter.ts';

/** A dated document whose context window is wanted. */
export interface WindowInputRow {
  document: number;
  publishedAt: number;
  /** With bars between them; null: it mentions none. */
  tickers: string | null;
}

/**
 * Dated documents by their tickers and time, so that those that draw from the same texts come one after the other.
 *
 * @throws UserError if the filter names what the workspace does not have.
 */
export function windowInputs(store: ReadableStore, filter: TextFilter): Iterable<WindowInputRow> {
  const { sql, values } = condition(store, filter);
  const statement = store.db.prepare<[object], WindowInputRow>(
    `SELECT d.id AS document, d.published_at AS publishedAt, ${tickersColumn} AS tickers FROM document d
       WHERE d.published_at IS NOT NULL AND ${sql} ORDER BY tickers, d.published_at, d.id`,
  );
  return streamed(statement, values);
}
