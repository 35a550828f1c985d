import { describe, expect, it } from 'vitest';
import type { CompanyRow } from '../../src-main/api/types.ts';
import { companyOf } from '../charts/fixtures.testing.ts';
import { orderBy, orderOf, orderTickers, type TickerOrder } from './ticker-order.ts';

describe('the order of tickers', () => {
  const tickers = [
    companyOf('B', { name: 'Beta', documents: 5, sentiment: { positive: 1, negative: 1 } }),
    companyOf('A', { name: 'Alpha', documents: 5, sentiment: {} }),
    companyOf('C', { name: 'Gamma', documents: 9, sentiment: { positive: 3, negative: 1 } }),
  ];
  const symbols = (companies: CompanyRow[], search: string, order: TickerOrder): string[] =>
    orderTickers(companies, search, order, { nameOf: String }).map(({ symbol }) => symbol);

  it('breaks ties by symbol', () => {
    expect(symbols(tickers, '', { column: 'documents', descending: true })).toEqual(['C', 'A', 'B']);
  });

  it('puts tickers without labels last, either way', () => {
    expect(symbols(tickers, '', { column: 'sentiment', descending: true })).toEqual(['C', 'B', 'A']);
    expect(symbols(tickers, '', { column: 'sentiment', descending: false })).toEqual(['B', 'C', 'A']);
  });

  it('finds by symbol and by name', () => {
    expect(symbols(tickers, 'gam', { column: 'symbol', descending: false })).toEqual(['C']);
    expect(symbols(tickers, 'b', { column: 'symbol', descending: false })).toEqual(['B']);
  });

  it('begins with the largest number or the first letter, and turns round at the second click', () => {
    const byName = { column: 'name', descending: false } as const;
    expect(orderBy('documents', byName)).toEqual({ column: 'documents', descending: true });
    expect(orderBy('symbol', byName)).toEqual({ column: 'symbol', descending: false });
    expect(orderBy('name', byName)).toEqual({ column: 'name', descending: true });
    expect(orderBy('name', orderBy('name', byName))).toEqual(byName);
  });

  it('shows at the head of one column how the rows are ordered', () => {
    const order = { column: 'lastAt', descending: true } as const;
    expect(orderOf('lastAt', order)).toEqual({ sort: 'descending', sign: ' ↓' });
    expect(orderOf('name', order)).toEqual({ sort: 'none', sign: '' });
  });
});
