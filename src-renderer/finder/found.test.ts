import { expect, it } from 'vitest';
import { type Entry, found } from './found.ts';

const entry = (name: string, note = ''): Entry => ({ id: name, name, note, to: '/' });
const tickers = [
  entry('AA', 'Alcoa'),
  entry('AAPL', 'Apple'),
  entry('A', 'Agilent Technologies'),
  entry('NFLX', 'Netflix'),
  entry('BAC', 'Bank of America'),
];
const names = (query: string, limit = 9) => found(tickers, query, limit).map(({ name }) => name);

it('finds a whole name before its beginning, and that before a word of the note', () => {
  expect(names('a')).toEqual(['A', 'AA', 'AAPL', 'BAC']);
  expect(names('AA')).toEqual(['AA', 'AAPL']);
  expect(names('netfl')).toEqual(['NFLX']);
});

it('finds what has every word, in any order', () => {
  expect(names('america bank')).toEqual(['BAC']);
  expect(names('america apple')).toEqual([]);
});

it('finds everything by nothing, in its order, and no more than it may', () => {
  expect(names('')).toEqual(['AA', 'AAPL', 'A', 'NFLX', 'BAC']);
  expect(names(' ', 2)).toEqual(['AA', 'AAPL']);
});
