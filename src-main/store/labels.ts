import { bareSymbol } from './companies.ts';
import type { Store } from './open.ts';

/** A document with its one label of a scheme. */
export interface LabelledDocument {
  document: number;
  publishedAt: number | null;
  /** Near-duplicate group. */
  group: number;
  value: string;
}

/**
 * The labelled documents of a scheme, of some tickers or of all, by time and id, those without time first. Where a
 * document has labels of several origins, what a person set counts before what a file, a rule or a model said.
 */
export function labelledDocuments(
  store: Store,
  scheme: string,
  symbols: readonly string[] | null,
): LabelledDocument[] {
  const ofSymbols =
    symbols === null
      ? ''
      : `AND d.id IN (SELECT m.document_id FROM mention m JOIN company c ON c.id = m.company_id
                      WHERE c.symbol IN (SELECT value COLLATE NOCASE FROM json_each(@symbols)))`;
  return store.db
    .prepare<[{ scheme: string; symbols: string }], LabelledDocument>(
      `SELECT d.id AS document, d.published_at AS publishedAt, d.near_duplicate_group AS "group", l.value
       FROM best_label l JOIN document d ON d.id = l.document_id
       WHERE l.scheme = @scheme ${ofSymbols} ORDER BY d.published_at, d.id`,
    )
    .all({ scheme, symbols: JSON.stringify((symbols ?? []).map((symbol) => bareSymbol(symbol))) });
}
