import { describe, expect, it } from 'vitest';
import { companyOf } from '../charts/fixtures.ts';
import { orderTickers } from '../tickers/ticker-order.ts';
import { moved } from './useListKeys.ts';

describe('a list under the keyboard', () => {
  it('moves by j, k and the arrows, and stops at its ends', () => {
    expect(moved('j', -1, 3)).toBe(0);
    expect(moved('ArrowDown', 2, 3)).toBe(2);
    expect(moved('k', 0, 3)).toBe(0);
    expect(moved('PageDown', 3, 100)).toBe(13);
    expect(moved('End', 0, 100)).toBe(99);
  });

  it('leaves other keys and empty lists alone', () => {
    expect(moved('x', 0, 3)).toBeNull();
    expect(moved('j', -1, 0)).toBeNull();
  });
});

describe('the order of tickers', () => {
  const tickers = [
    companyOf('B', { name: 'Beta', documents: 5, sentiment: { positive: 1, negative: 1 } }),
    companyOf('A', { name: 'Alpha', documents: 5, sentiment: {} }),
    companyOf('C', { name: 'Gamma', documents: 9, sentiment: { positive: 3, negative: 1 } }),
  ];
  const symbols = (...parameters: Parameters<typeof orderTickers>): string[] =>
    orderTickers(...parameters).map(({ symbol }) => symbol);

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
});
