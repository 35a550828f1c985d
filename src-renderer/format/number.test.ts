import { expect, it } from 'vitest';
import { formatProgress, formatBytes, formatScore } from './number.ts';

it('prints scores without a leading zero, but keeps whole ones', () => {
  expect([0.9234, 1, 0, -0.25].map((score) => formatScore(score))).toEqual([
    '.923',
    '1.000',
    '.000',
    '-.250',
  ]);
  expect(formatScore(0.1489, 2)).toBe('.15');
});

it('prints bytes in decimal units', () => {
  expect([812, 1000, 7_345_678].map(formatBytes)).toEqual(['812 B', '1.0 kB', '7.3 MB']);
});

it('tells progress with and without a known end', () => {
  expect(formatProgress(28_874, null, 'rows')).toBe('28,874 rows');
  expect(formatProgress(28, 336, 'steps')).toBe('28 of 336 steps');
  expect(formatProgress(1500, 7_345_678, 'bytes')).toBe('1.5 kB of 7.3 MB');
});
