import type { Price } from '../store/types.ts';
import { bareSymbol } from '../ticker.ts';
import { readDay } from './moments.ts';
import type { TimeFormat } from './moments.ts';
import type { Problem } from './outcome.ts';
import type { RowReader } from './table-reader.ts';
import { columnOf, valueOf } from './table.ts';
import type { Table } from './table.ts';
import { SYMBOL } from './tickers.ts';

/** A day's price of a ticker. */
export interface PriceRow extends Price {
  symbol: string;
}

const FIGURES = ['open', 'high', 'low', 'close', 'adjusted', 'volume'] as const;
type Figure = (typeof FIGURES)[number];

/**
 * Reads rows of prices and checks them: a day that exists, prices above 0, a volume of 0 or more, and the high and the
 * low the extremes of the day. `ticker` is that of a table without a column of tickers.
 */
export function priceRow(table: Table, dates: TimeFormat, ticker: string | null): RowReader<PriceRow> {
  const timeOf = valueOf(table, 'time');
  const tickerColumn = columnOf(table, 'ticker');
  const columns = FIGURES.map((figure) => [figure, columnOf(table, figure)] as const);
  return (fields) => {
    const symbol = tickerColumn === -1 ? (ticker ?? '') : bareSymbol(fields[tickerColumn] ?? '');
    if (!SYMBOL.test(symbol)) return wrong('ticker', `"${symbol.slice(0, 64)}" is not a ticker`);
    const read = readDay(timeOf(fields), dates);
    if ('problem' in read) return wrong('time', read.problem);
    const { day } = read;
    const figures: Record<Figure, number | null> = {
      open: null,
      high: null,
      low: null,
      close: null,
      adjusted: null,
      volume: null,
    };
    for (const [figure, column] of columns) {
      const cell = fields[column]?.trim() ?? '';
      if (cell === '') continue;
      const value = numberOf(cell);
      const least = figure === 'volume' ? 'a number of 0 or more' : 'a number above 0';
      if (value === null || value < 0 || (value === 0 && figure !== 'volume')) {
        return wrong(figure, `"${cell.slice(0, 64)}" is not ${least}`);
      }
      figures[figure] = value;
    }
    const { close, ...others } = figures;
    if (close === null) return wrong('close', 'the closing price is empty');
    return outOfRange({ ...others, close }) ?? { symbol, day, ...others, close };
  };
}

function outOfRange(prices: Omit<Price, 'day'>): Problem | null {
  const { open, high, low, close } = prices;
  if (high !== null) {
    if (low !== null && high < low) return wrong('high', `the high ${high} is below the low ${low}`);
    if (open !== null && high < open)
      return wrong('high', `the high ${high} is below the opening price ${open}`);
    if (high < close) return wrong('high', `the high ${high} is below the closing price ${close}`);
  }
  if (low !== null) {
    if (open !== null && low > open) return wrong('low', `the low ${low} is above the opening price ${open}`);
    if (low > close) return wrong('low', `the low ${low} is above the closing price ${close}`);
  }
  return null;
}

/** A number as files of prices have it: `572.98`, `$572.98`, `43,005,190`. */
function numberOf(cell: string): number | null {
  const bare = cell.replace(/^\$/, '');
  if (!/^-?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?$/.test(bare)) return null;
  const value = Number.parseFloat(bare.replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}

function wrong(column: string, message: string): Problem {
  return { kind: column, column, message };
}
