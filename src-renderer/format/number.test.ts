import { expect, it } from 'vitest';
import { formatAmount, formatBytes, formatScore } from './number.ts';

it('prints scores without a leading zero, but keeps whole ones', () => {
  expect([0.9234, 1, 0, -0.25].map(formatScore)).toEqual(['.923', '1.000', '.000', '-.250']);
});

it('prints bytes in decimal units', () => {
  expect([812, 1000, 7_345_678].map(formatBytes)).toEqual(['812 B', '1.0 kB', '7.3 MB']);
});

it('prints an amount with its unit', () => {
  expect(formatAmount(28_874, 'rows')).toBe('28,874 rows');
  expect(formatAmount(1500, 'bytes')).toBe('1.5 kB');
});
