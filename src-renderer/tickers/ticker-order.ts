import type { CompanyRow } from '../../src-main/api/types.ts';
import { toneShares } from '../documents/sentiment.ts';

export const tickerColumns = [
  'symbol',
  'name',
  'sector',
  'documents',
  'labelled',
  'sentiment',
  'lastAt',
] as const;
export type TickerColumn = (typeof tickerColumns)[number];

export interface TickerOrder {
  column: TickerColumn;
  descending: boolean;
}

/** Share of positive texts among the labelled ones; null when none is labelled. */
function positiveShare(company: CompanyRow): number | null {
  const shares = toneShares(company.sentiment);
  if (shares.length === 0) return null;
  return shares.find((part) => part.tone === 'positive')?.share ?? 0;
}

function keyOf(company: CompanyRow, column: TickerColumn): string | number | null {
  return column === 'sentiment' ? positiveShare(company) : company[column];
}

/** Tickers whose symbol or name holds the search, in order; unknown values come last either way. */
export function orderTickers(
  companies: readonly CompanyRow[],
  search: string,
  order: TickerOrder,
): CompanyRow[] {
  const wanted = search.trim().toLowerCase();
  const found = companies.filter(
    ({ symbol, name }) => symbol.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted),
  );
  const sign = order.descending ? -1 : 1;
  return found.toSorted((a, b) => {
    const left = keyOf(a, order.column);
    const right = keyOf(b, order.column);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const compared =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right));
    return sign * compared || a.symbol.localeCompare(b.symbol);
  });
}
