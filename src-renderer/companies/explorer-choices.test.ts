import { expect, it } from 'vitest';
import { clustersIn, colouringIn, countGroup, quartiles, symbolsIn } from './explorer-choices.ts';

it('companies are coloured by sector where sectors are known, else by cluster', () => {
  expect(colouringIn(null, true)).toBe('sector');
  expect(colouringIn(null, false)).toBe('cluster');
  expect(colouringIn('nonsense', false)).toBe('cluster');
  expect(colouringIn('label:topic', true)).toBe('label:topic');
  expect([null, 1, 51, 8].map(clustersIn)).toEqual([12, 12, 12, 8]);
});

it('symbols that are set apart come back from the address', () => {
  expect(symbolsIn('XOM|CVX')).toEqual(new Set(['XOM', 'CVX']));
  expect(symbolsIn(null)).toBeNull();
});

it('numbers of texts are four groups of about one size', () => {
  const ends = quartiles([40, 10, 20, 30, 50, 60, 70, 80]);
  expect(ends).toEqual([20, 40, 60]);
  expect([10, 20, 21, 60, 61].map((count) => countGroup(count, ends))).toEqual([
    'up to 20 texts',
    'up to 20 texts',
    '21 to 40 texts',
    '41 to 60 texts',
    'more than 60 texts',
  ]);
  expect(countGroup(5, quartiles([5, 5, 5]))).toBe('all');
  expect(colouringIn('texts', true)).toBe('texts');
});
