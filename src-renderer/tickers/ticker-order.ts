import type { CompanyRow } from '../../src-main/api/types.ts';
import type { NameOf } from '../../src-main/api/class-names.ts';
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

/** The columns of the table with their titles; what is a number stands at the right. */
export const tickerHeads: readonly { column: TickerColumn; title: string; isNumber: boolean }[] = [
  { column: 'symbol', title: 'Ticker', isNumber: false },
  { column: 'name', title: 'Name', isNumber: false },
  { column: 'sector', title: 'Sector', isNumber: false },
  { column: 'documents', title: 'Texts', isNumber: true },
  { column: 'labelled', title: 'Labelled', isNumber: true },
  { column: 'sentiment', title: 'Sentiment', isNumber: true },
  { column: 'lastAt', title: 'Latest (UTC)', isNumber: true },
];

const usualOrder: TickerOrder = { column: 'documents', descending: true };

/** An order as the address names it, `-labelled`; null: the usual one. */
export function orderName({ column, descending }: TickerOrder): string | null {
  const isUsual = column === usualOrder.column && descending === usualOrder.descending;
  return isUsual ? null : `${descending ? '-' : ''}${column}`;
}

/** The order that the address names; the usual one where it names none. */
export function orderIn(name: string | null): TickerOrder {
  const column = tickerColumns.find((one) => one === name?.replace(/^-/, ''));
  return column === undefined ? usualOrder : { column, descending: name!.startsWith('-') };
}

/** The order after a click on the head of a column: numbers begin with the largest, and a second click turns it round. */
export function orderBy(column: TickerColumn, before: TickerOrder): TickerOrder {
  const isNumber = tickerHeads.some((head) => head.column === column && head.isNumber);
  return { column, descending: before.column === column ? !before.descending : isNumber };
}

/** How a column is ordered, in the words of `aria-sort`, with the sign that its head shows. */
export function orderOf(column: TickerColumn, order: TickerOrder) {
  if (order.column !== column) return { sort: 'none', sign: '' } as const;
  return order.descending
    ? ({ sort: 'descending', sign: ' ↓' } as const)
    : ({ sort: 'ascending', sign: ' ↑' } as const);
}

/** Share of positive texts among the labelled ones; null when none is labelled. */
function positiveShare(company: CompanyRow, nameOf: NameOf): number | null {
  const shares = toneShares(company.sentiment, nameOf);
  if (shares.length === 0) return null;
  return shares.find((part) => part.tone === 'positive')?.share ?? 0;
}

function keyOf(company: CompanyRow, column: TickerColumn, nameOf: NameOf): string | number | null {
  return column === 'sentiment' ? positiveShare(company, nameOf) : company[column];
}

interface OrderOptions {
  /** What the classes of the scheme `sentiment` are called. */
  nameOf: NameOf;
  /** Those of one sector, and of one group of symbols; null: of all. */
  sector?: string | null;
  group?: ReadonlySet<string> | null;
}

/** Tickers whose symbol or name holds the search, in order; unknown values come last either way. */
export function orderTickers(
  companies: readonly CompanyRow[],
  search: string,
  order: TickerOrder,
  { nameOf, sector = null, group = null }: OrderOptions,
): CompanyRow[] {
  const wanted = search.trim().toLowerCase();
  const found = companies.filter(
    ({ symbol, name, sector: own }) =>
      (symbol.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted)) &&
      (sector === null || own === sector) &&
      (group === null || group.has(symbol)),
  );
  const sign = order.descending ? -1 : 1;
  return found.toSorted((a, b) => {
    const left = keyOf(a, order.column, nameOf);
    const right = keyOf(b, order.column, nameOf);
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    const compared =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right));
    return sign * compared || a.symbol.localeCompare(b.symbol);
  });
}
