import { expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDifference,
  formatProgress,
  formatScore,
  formatSigned,
  formatTick,
} from './number.ts';

it('prints scores without a leading zero, but keeps whole ones', () => {
  expect([0.9234, 1, 0, -0.25].map((score) => formatScore(score))).toEqual([
    '.923',
    '1.000',
    '.000',
    '−.250',
  ]);
  expect(formatScore(0.1489, 2)).toBe('.15');
  expect(formatScore(-0.001, 2)).toBe('.00');
});

it('signs changes, but none that is rounded to nothing', () => {
  expect([1.53, -0.27, 0, -0.004, 0.004].map((change) => formatSigned(change, 2))).toEqual([
    '+1.53',
    '−0.27',
    '0.00',
    '0.00',
    '0.00',
  ]);
  expect([0.021, -0.1036, -0.0001].map(formatDifference)).toEqual(['+.021', '−.104', '.000']);
});

it('prints numbers at axes as short as they are, with a minus sign', () => {
  expect([0.1 + 0.2, -0.4, -0, 20_000, 1e-7].map(formatTick)).toEqual([
    '0.3',
    '−0.4',
    '0',
    '20,000',
    '0.0000001',
  ]);
  expect(formatCount(-1200)).toBe('−1,200');
});

it('prints bytes in decimal units', () => {
  expect([812, 1000, 7_345_678].map(formatBytes)).toEqual(['812 B', '1.0 kB', '7.3 MB']);
});

it('tells progress with and without a known end', () => {
  expect(formatProgress(28_874, null, 'rows')).toBe('28,874 rows');
  expect(formatProgress(28, 336, 'steps')).toBe('28 of 336 steps');
  expect(formatProgress(1500, 7_345_678, 'bytes')).toBe('1.5 kB of 7.3 MB');
});
