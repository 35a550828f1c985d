import { bareSymbol } from '../ticker.ts';
import type { Store } from './open.ts';

/** The label schemes of the workspace, in alphabetical order. */
export function labelSchemes(store: Store): string[] {
  return store.db.prepare<[], string>('SELECT DISTINCT scheme FROM label ORDER BY scheme').pluck().all();
}

/** A document with its one label of a scheme. */
export interface LabelledDocument {
  document: number;
  publishedAt: number | null;
  /** Near-duplicate group. */
  group: number;
  value: string;
  origin: 'manual' | 'import' | 'rule' | 'model';
}

/** As a condition on `d`, a document: it mentions one of the tickers in the parameter `symbols`, if there are any. */
export const mentionsTickers = `(@symbols = 'null' OR d.id IN (
  SELECT m.document_id FROM mention m JOIN company c ON c.id = m.company_id
  WHERE c.symbol IN (SELECT value COLLATE NOCASE FROM json_each(@symbols))))`;

/** The parameter `symbols` of `mentionsTickers`. */
export function tickers(symbols: readonly string[] | null): string {
  return JSON.stringify(symbols && symbols.map((symbol) => bareSymbol(symbol)));
}

/**
 * The labelled documents of a scheme, of some tickers or of all, by time and id, those without time first. Where a
 * document has labels of several origins, what a person set counts before what a file or a rule said. What a model said
 * is left out unless it is asked for: whoever learned from it, or was tested on it, would learn a model's mistakes.
 */
export function labelledDocuments(
  store: Store,
  scheme: string,
  symbols: readonly string[] | null,
  { models = false }: { models?: boolean } = {},
): LabelledDocument[] {
  return store.db
    .prepare<[{ scheme: string; symbols: string; models: number }], LabelledDocument>(
      `SELECT d.id AS document, d.published_at AS publishedAt, d.near_duplicate_group AS "group", l.value, l.origin
       FROM best_label l JOIN document d ON d.id = l.document_id
       WHERE l.scheme = @scheme AND (@models = 1 OR l.origin <> 'model') AND ${mentionsTickers}
       ORDER BY d.published_at, d.id`,
    )
    .all({ scheme, symbols: tickers(symbols), models: models ? 1 : 0 });
}
