import { storedSymbol } from './company-spelling.ts';
import type { ReadableStore } from './store.ts';
import type { Price, PricedTicker } from './types.ts';

/** The prices of a ticker, in upper or lower case, with or without the dollar sign, in the order of their days. */
export function prices(store: ReadableStore, ticker: string): Price[] {
  return store.db
    .prepare<[string], Price>(
      `SELECT day, open, high, low, close, adjusted, volume
       FROM price WHERE company_id = (SELECT id FROM company WHERE symbol = ?) ORDER BY day`,
    )
    .all(storedSymbol(store, ticker));
}

/** The tickers that have prices, in alphabetical order, with the days that they cover. */
export function pricedTickers(store: ReadableStore): PricedTicker[] {
  return store.db
    .prepare<[], PricedTicker>(
      `SELECT c.symbol, count(*) AS days, min(p.day) AS firstDay, max(p.day) AS lastDay
       FROM price p JOIN company c ON c.id = p.company_id GROUP BY c.id ORDER BY c.symbol`,
    )
    .all();
}

/**
 * The prices of a ticker that go together: adjusted or as traded, never both. Beside adjusted days, those without an
 * adjusted price are left out, since the step from one kind to the other is no return.
 */
export function ofOneKind(all: readonly Price[]): Price[] {
  return all.some(({ adjusted }) => adjusted !== null)
    ? all.filter(({ adjusted }) => adjusted !== null)
    : [...all];
}
