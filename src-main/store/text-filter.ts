/** Which documents a listing holds, as conditions on `d`, a document. */
import { isTruth } from './labels.ts';
import { noSuchScheme, noSuchTicker } from './missing.ts';
import { storedSymbol } from './company-spelling.ts';
import type { ReadableStore } from './store.ts';

export interface TextFilter {
  /** Tickers, any of which a document mentions; null: all documents. */
  symbols: readonly string[] | null;
  /** Published at this time or later, in milliseconds since 1970; documents without time are left out. */
  from: number | null;
  /** Published before this time; documents without time are left out. */
  to: number | null;
  /** Has a label of this scheme from a person, a file or a rule; null: labelled or not. */
  labelled: string | null;
}

/** A condition of SQL and the values of its parameters. */
export interface Condition {
  sql: string;
  values: Record<string, string | number>;
}

/** @throws UserError if the workspace has no such ticker or label scheme. */
export function condition(store: ReadableStore, { symbols, from, to, labelled }: TextFilter): Condition {
  const parts: string[] = [];
  const values: Condition['values'] = {};
  if (symbols !== null) {
    parts.push(
      'd.id IN (SELECT document_id FROM mention WHERE company_id IN (SELECT value FROM json_each(@companies)))',
    );
    values['companies'] = JSON.stringify(knownTickers(store, symbols).map(({ id }) => id));
  }
  if (from !== null) {
    parts.push('d.published_at >= @from');
    values['from'] = from;
  }
  if (to !== null) {
    parts.push('d.published_at < @to');
    values['to'] = to;
  }
  if (labelled !== null) {
    requireScheme(store, labelled);
    parts.push(
      `EXISTS (SELECT 1 FROM label l WHERE l.document_id = d.id AND l.scheme = @labelled AND ${isTruth('l')})`,
    );
    values['labelled'] = labelled;
  }
  return { sql: parts.length === 0 ? 'true' : parts.join(' AND '), values };
}

export interface KnownTicker {
  /** The company's. */
  id: number;
  /** As the workspace spells it. */
  symbol: string;
}

/**
 * Tickers as they are typed, in upper or lower case, with or without the dollar sign, as the workspace knows them.
 *
 * @throws UserError that names one which it does not know.
 */
export function knownTickers(store: ReadableStore, symbols: readonly string[]): KnownTicker[] {
  const find = store.db.prepare<[string], KnownTicker>('SELECT id, symbol FROM company WHERE symbol = ?');
  return symbols.map((wanted) => {
    const company = find.get(storedSymbol(store, wanted));
    if (company === undefined) throw noSuchTicker(store, wanted);
    return company;
  });
}

export function requireScheme(store: ReadableStore, scheme: string): void {
  const found = store.db.prepare('SELECT 1 FROM label WHERE scheme = ? LIMIT 1').get(scheme);
  if (found === undefined) throw noSuchScheme(store, scheme);
}

/** The tickers of `d` as a column, `AAPL|MSFT` (no ticker holds a bar), in alphabetical order; null if there are none. */
export const tickersColumn = `(
  SELECT group_concat(c.symbol, '|' ORDER BY c.symbol) FROM mention m JOIN company c ON c.id = m.company_id
  WHERE m.document_id = d.id)`;
