/** Tickers as the cells of files have them. */
import { bareSymbol } from '../ticker.ts';

/**
 * A ticker: `ACME`, `BRK.B`, `BF-B`, `6758.T`, `EURUSD=X`, `NASDAQ:ACME`, `ABX:CA`, and with the mark of an index or a
 * future before it, `^DJI`, `.SPX`, `/ES`.
 */
export const SYMBOL = /^[\^./]?[\p{L}\p{N}][\p{L}\p{N}._/=&^:]*(?:-[\p{L}\p{N}._/=&^:]+)*$/u;

/** What pandas, R, SQL and spreadsheets write where there is no value. `NA` and `NAN` are tickers. */
const NOTHING = /^(?:nan|NaN|None|null|NULL|N\/A|n\/a|#N\/A|<NA>|NaT|-+)$/;

/** Whether a cell holds no value. */
export function isNothing(cell: string): boolean {
  return cell === '' || NOTHING.test(cell);
}

/**
 * The tickers of a cell, each once, with or without their dollar signs: between commas, semicolons, bars or blanks, or
 * as a list of Python or JSON (`['ACME', 'BOLT']`).
 */
export function tickersOf(cell: string): string[] {
  const list = cell
    .trim()
    .replace(/^[[({]+/, '')
    .replace(/[\])}]+$/, '');
  const symbols = list
    // The exchange before a ticker, with a blank: `NYSE: ACME`.
    .replaceAll(/:\s+/g, ':')
    .split(/[\s,;|]+/)
    .map((part) => bareSymbol(part.replace(/^['"‘’“”]+/, '').replace(/['"‘’“”]+$/, '')))
    .filter((symbol) => !isNothing(symbol));
  return [...new Set(symbols)];
}

/**
 * What in the cell of tickers is none; null: nothing. Words in small letters between blanks are a sentence, not
 * tickers, though each could be one.
 */
export function notTicker(cell: string, symbols: readonly string[]): string | null {
  const strange = symbols.find((symbol) => !SYMBOL.test(symbol));
  if (strange !== undefined) return strange;
  if (symbols.length < 2 || /[,;|$[\]{}'"]/.test(cell)) return null;
  return /\p{Ll}/u.test(cell) ? cell.trim() : null;
}
