import { expect, test } from 'vitest';
import { markOf, numberOf, volumeOf } from './price-numbers.ts';

test.each([
  ['572.98', 572.98, null],
  ['$572.98', 572.98, null],
  ['572.98 €', 572.98, null],
  ['1,201.25', 1201.25, null],
  ['1.201,25', null, 1201.25],
  ['121,75', null, 121.75],
  ['0,125', null, 0.125],
  ['1,205', 1205, 1.205],
  ['1.205', 1.205, 1205],
  ['43,005,190', 43_005_190, null],
  ['1.500.000', null, 1_500_000],
  ['1,23,456.5', 123_456.5, null],
  ['1 234 567', 1_234_567, 1_234_567],
  ['1\u00a0234,5', null, 1234.5],
  ["1'234.5", 1234.5, null],
  ['1e3', 1000, 1000],
  ['12', 12, 12],
  ['.5', 0.5, null],
  ['1,2,3', null, null],
  ['12,34.5', null, null],
  ['-5', null, null],
  ['.', null, null],
  ['', null, null],
  ['1.5M', null, null],
])('%j is %j with a decimal point and %j with a decimal comma', (cell, point, comma) => {
  expect([numberOf(cell, 'point'), numberOf(cell, 'comma')]).toEqual([point, comma]);
});

test.each([
  ['1.50M', 1_500_000, null],
  ['1.13M', 1_130_000, null],
  ['1,50M', null, 1_500_000],
  ['820K', 820_000, 820_000],
  ['2.1b', 2_100_000_000, null],
  ['2,1 Mrd.', null, 2_100_000_000],
  ['1.2T', 1_200_000_000_000, null],
  ['1,500,000', 1_500_000, null],
  ['M', null, null],
  ['1.5X', null, null],
])('the volume %j is %j with a decimal point and %j with a decimal comma', (cell, point, comma) => {
  expect([volumeOf(cell, 'point'), volumeOf(cell, 'comma')]).toEqual([point, comma]);
});

test.each([
  [['121,75', '1,205', '7'], { mark: 'comma', doubtful: 'comma' }],
  [['1,205', '1,215'], { mark: null, doubtful: 'comma' }],
  [['1.205', '1.215', '-', ''], { mark: null, doubtful: 'point' }],
  [['1.205', '1,215'], { mark: null, doubtful: 'both' }],
  [['1.5', '1,5'], { mark: 'both', doubtful: null }],
  [['100', '101', 'nan'], { mark: null, doubtful: null }],
  [[...Array.from({ length: 21 }, () => '1.5'), '1,5'], { mark: 'point', doubtful: null }],
])('the cells %j show %j', (cells, evidence) => {
  expect(markOf(cells, numberOf)).toEqual(evidence);
});
