import type { Problem } from './outcome.ts';
import type { PriceRow } from './price-rows.ts';

/** A decimal mark that is misread shifts a price by 1000; no trading day does. */
const APART = 300;
const MONTH_MS = 31 * 86_400_000;

/**
 * Compares the closing prices of a ticker with the one before. Prices that are more than a month apart are not
 * compared, since a file may be in any order.
 */
export class PriceNeighbours {
  readonly #last = new Map<string, { close: number; day: string; line: number }>();

  /** What is wrong with a price next to the last one of its ticker that was kept; null: nothing. */
  problemOf({ symbol, day, close }: PriceRow): Problem | null {
    const before = this.#last.get(symbol.toUpperCase());
    if (before === undefined) return null;
    const times = Math.max(close, before.close) / Math.min(close, before.close);
    if (times < APART || Math.abs(Date.parse(day) - Date.parse(before.day)) > MONTH_MS) return null;
    return {
      kind: 'jump',
      column: 'close',
      message:
        `the closing price ${close} of ${symbol} on ${day} is about ${Math.round(times)} times ` +
        `${close > before.close ? '' : 'less than '}the ${before.close} of ${before.day} in line ${before.line}; ` +
        'a decimal mark may have been misread',
    };
  }

  keep({ symbol, day, close }: PriceRow, line: number): void {
    this.#last.set(symbol.toUpperCase(), { close, day, line });
  }
}
