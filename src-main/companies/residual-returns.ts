import { ofOneKind, prices } from '../store/prices.ts';
import type { ReadableStore } from '../store/store.ts';

/** Daily returns less the market: one row a company, NaN on days without both prices. */
export interface ResidualReturns {
  /** `YYYY-MM-DD`, rising. */
  days: string[];
  rows: Float64Array[];
}

/** Days with returns of both that a correlation needs. */
const leastDays = 20;

/**
 * The returns of companies from close to close (adjusted where that is known), less their mean over all that have one
 * that day.
 *
 * @returns null if no day has the returns of two
 */
export function residualReturns(store: ReadableStore, symbols: readonly string[]): ResidualReturns | null {
  const returns = symbols.map((symbol) => {
    const found = new Map<string, number>();
    const known = ofOneKind(prices(store, symbol));
    for (let at = 1; at < known.length; at++) {
      const [before, now] = [known[at - 1]!, known[at]!];
      found.set(now.day, (now.adjusted ?? now.close) / (before.adjusted ?? before.close) - 1);
    }
    return found;
  });
  const days = [...new Set(returns.flatMap((row) => [...row.keys()]))].sort();
  const rows = symbols.map(() => new Float64Array(days.length).fill(Number.NaN));
  let shared = 0;
  for (const [at, day] of days.entries()) {
    const there = returns.flatMap((row) => row.get(day) ?? []);
    if (there.length < 2) continue;
    shared += 1;
    const market = there.reduce((sum, value) => sum + value, 0) / there.length;
    for (const [company, row] of returns.entries()) {
      const value = row.get(day);
      if (value !== undefined) rows[company]![at] = value - market;
    }
  }
  return shared === 0 ? null : { days, rows };
}

/** The days up to and with that of a time. */
export function daysUntil({ days, rows }: ResidualReturns, time: number): ResidualReturns {
  const last = new Date(time).toISOString().slice(0, 10);
  const end = days.filter((day) => day <= last).length;
  return { days: days.slice(0, end), rows: rows.map((row) => row.slice(0, end)) };
}

/** The days after a time. */
export function daysAfter({ days, rows }: ResidualReturns, time: number): ResidualReturns {
  const last = new Date(time).toISOString().slice(0, 10);
  const from = days.findIndex((day) => day > last);
  const start = from < 0 ? days.length : from;
  return { days: days.slice(start), rows: rows.map((row) => row.slice(start)) };
}

/** Pearson's correlation over the days that both have; null where they are too few. */
export function correlation(one: Float64Array, other: Float64Array): number | null {
  const both = [...one.keys()].filter((at) => !Number.isNaN(one[at]!) && !Number.isNaN(other[at]!));
  if (both.length < leastDays) return null;
  const mean = (row: Float64Array) => both.reduce((sum, at) => sum + row[at]!, 0) / both.length;
  const [first, second] = [mean(one), mean(other)];
  let [product, squares, others] = [0, 0, 0];
  for (const at of both) {
    const [a, b] = [one[at]! - first, other[at]! - second];
    product += a * b;
    squares += a * a;
    others += b * b;
  }
  return squares === 0 || others === 0 ? null : product / Math.sqrt(squares * others);
}

/** The residual returns of each company as a vector of days at mean 0; zeros on days and for companies without prices. */
export function returnVectors({ rows }: ResidualReturns): Float64Array[] {
  return rows.map((row) => {
    const known = row.filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value, 0) / (known.length || 1);
    return row.map((value) => (Number.isNaN(value) ? 0 : value - mean));
  });
}
