import { listCompanies } from '../../store/companies.ts';
import type { ReadableStore } from '../../store/store.ts';
import { knownTickers } from '../../store/text-filter.ts';
import { pricedTickers } from '../../store/prices.ts';
import { type Table, columnsOf } from '../../store/table.ts';
import type { CompanyRow, PricedTicker } from '../../store/types.ts';

const columns = columnsOf({
  ticker: 'text',
  name: 'text',
  sector: 'text',
  documents: 'integer',
  labelled: 'integer',
  first_at: 'time',
  last_at: 'time',
  price_days: 'integer',
  first_price_day: 'text',
  last_price_day: 'text',
});

/**
 * Companies that texts mention and tickers that have prices, of all or of some tickers.
 *
 * @throws UserError if there is no such ticker.
 */
export function listedCompanies(
  store: ReadableStore,
  tickers: readonly string[] | null,
): { companies: CompanyRow[]; priced: PricedTicker[] } {
  const wanted = tickers && new Set(knownTickers(store, tickers).map(({ symbol }) => symbol));
  const isWanted = ({ symbol }: { symbol: string }) => wanted?.has(symbol) ?? true;
  return { companies: listCompanies(store).filter(isWanted), priced: pricedTickers(store).filter(isWanted) };
}

/**
 * Companies, those with the most documents first, then those that have prices and no texts. For every value of the
 * scheme `sentiment`, `sentiment_VALUE` counts the documents labelled so.
 *
 * @throws UserError if there is no such ticker.
 */
export function companyTable(
  store: ReadableStore,
  tickers: readonly string[] | null,
  limit: number | null,
): Table {
  const { companies, priced } = listedCompanies(store, tickers);
  const prices = new Map(priced.map((row) => [row.symbol, row]));
  const values = [...new Set(companies.flatMap(({ sentiment }) => Object.keys(sentiment)))].sort();
  const mentioned = companies.map((company) => {
    const counts = values.map((value) => company.sentiment[value] ?? 0);
    return [...facts(company, prices.get(company.symbol) ?? null), ...counts];
  });
  for (const { symbol } of companies) prices.delete(symbol);
  const others = [...prices.values()].map((price) => {
    const company = { symbol: price.symbol, name: null, sector: null, documents: 0, labelled: 0 };
    return [...facts({ ...company, firstAt: null, lastAt: null }, price), ...values.map(() => 0)];
  });
  const rows = [...mentioned, ...others].slice(0, limit ?? undefined);
  return {
    columns: [
      ...columns,
      ...values.map((value) => ({ name: `sentiment_${value}`, type: 'integer' as const })),
    ],
    rows,
    total: rows.length,
  };
}

function facts(
  company: Omit<CompanyRow, 'id' | 'sentiment' | 'name'> & { name: string | null },
  price: PricedTicker | null,
) {
  const { symbol, name, sector, documents, labelled, firstAt, lastAt } = company;
  const days = [price?.days ?? 0, price?.firstDay ?? null, price?.lastDay ?? null];
  return [symbol, name, sector, documents, labelled, firstAt, lastAt, ...days];
}
