import type { Price } from '../store/types.ts';
import { bareSymbol } from '../ticker.ts';
import { readDay } from './moments.ts';
import type { TimeFormat } from './moments.ts';
import type { Problem } from './outcome.ts';
import { numberOf, volumeOf } from './price-numbers.ts';
import type { DecimalMark } from './reading.ts';
import type { RowReader } from './table-reader.ts';
import { isNothing, SYMBOL } from './tickers.ts';

/** A day's price of a ticker. */
export interface PriceRow extends Price {
  symbol: string;
}

export const figures = ['open', 'high', 'low', 'close', 'adjusted', 'volume'] as const;
export type Figure = (typeof figures)[number];

/** Where the cells of a price stand in a row (from 0); -1: nowhere. */
export type PriceColumns = Readonly<Record<Figure | 'time' | 'ticker', number>>;

/** How the cells are written. */
export interface PriceNotation {
  dates: TimeFormat;
  /** The decimal mark of prices. */
  price: DecimalMark;
  /** The decimal mark of volumes. */
  volume: DecimalMark;
}

/**
 * Reads rows of prices and checks them: a day that exists, prices above 0, a volume of 0 or more, and the high and the
 * low the extremes of the day. `ticker` is that of a table without a column of tickers.
 */
export function priceRow(
  columns: PriceColumns,
  { dates, price, volume }: PriceNotation,
  ticker: string | null,
): RowReader<PriceRow> {
  return (fields) => {
    const symbol = columns.ticker === -1 ? (ticker ?? '') : bareSymbol(fields[columns.ticker] ?? '');
    if (!SYMBOL.test(symbol) || isNothing(symbol)) {
      return wrong('ticker', `"${symbol.slice(0, 64)}" is not a ticker`);
    }
    const moment = readDay(fields[columns.time] ?? '', dates);
    if ('problem' in moment) return wrong('time', moment.problem);
    const { day } = moment;
    const read: Record<Figure, number | null> = {
      open: null,
      high: null,
      low: null,
      close: null,
      adjusted: null,
      volume: null,
    };
    for (const figure of figures) {
      const cell = fields[columns[figure]]?.trim() ?? '';
      if (isNothing(cell)) continue;
      const value = figure === 'volume' ? volumeOf(cell, volume) : numberOf(cell, price);
      const least = figure === 'volume' ? 'a number of 0 or more' : 'a number above 0';
      if (value === null || (value === 0 && figure !== 'volume')) {
        return wrong(figure, `"${cell.slice(0, 64)}" is not ${least}`);
      }
      read[figure] = value;
    }
    const { close, ...others } = read;
    if (close === null) return wrong('close', 'the closing price is empty');
    const problem = outOfRange({ ...others, close });
    if (problem !== null) return problem;
    const { high, low } = others;
    // Within the tolerance a high can be a trifle below the low; as it is stored, it is not.
    const top = high !== null && low !== null ? Math.max(high, low) : high;
    return { symbol, day, ...others, high: top, close };
  };
}

/**
 * Prices are adjusted by multiplying each with a factor, so a high can come out one rounding below the close that is
 * the same price. This is the relative difference that is no contradiction.
 */
const TOLERANCE = 1e-9;

function isBelow(a: number, b: number): boolean {
  return a < b - b * TOLERANCE;
}

function outOfRange(prices: Omit<Price, 'day'>): Problem | null {
  const { open, high, low, close } = prices;
  if (high !== null) {
    if (low !== null && isBelow(high, low)) return wrong('high', `the high ${high} is below the low ${low}`);
    if (open !== null && isBelow(high, open))
      return wrong('high', `the high ${high} is below the opening price ${open}`);
    if (isBelow(high, close)) return wrong('high', `the high ${high} is below the closing price ${close}`);
  }
  if (low !== null) {
    if (open !== null && isBelow(open, low))
      return wrong('low', `the low ${low} is above the opening price ${open}`);
    if (isBelow(close, low)) return wrong('low', `the low ${low} is above the closing price ${close}`);
  }
  return null;
}

function wrong(column: string, message: string): Problem {
  return { kind: column, column, message };
}
