import { expect, it } from 'vitest';
import {
  allBut,
  clustersIn,
  colouringIn,
  countGroup,
  hiddenFor,
  hiddenIn,
  quartiles,
  symbolsIn,
  toggled,
} from './explorer-choices.ts';

it('companies are coloured by sector where sectors are known, else by cluster', () => {
  expect(colouringIn(null, true)).toBe('sector');
  expect(colouringIn(null, false)).toBe('cluster');
  expect(colouringIn('nonsense', false)).toBe('cluster');
  expect(colouringIn('label:topic', true)).toBe('label:topic');
  expect([null, 1, 51, 8].map(clustersIn)).toEqual([12, 12, 12, 8]);
});

it('hidden groups come back from the address, the unknown ones among them', () => {
  const hidden = new Set(['Energy', null]);
  expect(hiddenFor(hidden)).toBe('Energy|?');
  expect(hiddenIn('Energy|?')).toEqual(hidden);
  expect(hiddenIn(null)).toEqual(new Set());
  expect(hiddenFor(new Set())).toBeNull();
  expect(symbolsIn('XOM|CVX')).toEqual(new Set(['XOM', 'CVX']));
});

it('a click hides a group or shows it, a double click shows it alone, and another one all again', () => {
  expect(toggled(new Set(['a']), 'b')).toEqual(new Set(['a', 'b']));
  expect(toggled(new Set(['a']), 'a')).toEqual(new Set());
  const keys = ['a', 'b', null];
  expect(allBut(keys, new Set(), 'a')).toEqual(new Set(['b', null]));
  expect(allBut(keys, new Set(['b', null]), 'a')).toEqual(new Set());
  // The clicks of a double click have hidden and shown it before.
  expect(allBut(keys, new Set(['a', 'b', null]), 'a')).toEqual(new Set(['b', null]));
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
