import { expect, it } from 'vitest';
import { formatAge, formatDuration } from './age.ts';

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [45_000, '45 s'],
  [60_000, '1 min'],
  [3 * 60_000 + 59_000, '3 min'],
  [3_600_000, '1 h'],
  [47 * 3_600_000, '47 h'],
  [48 * 3_600_000, '2 d'],
  [-5, '0 s'],
])('writes an age of %d ms as %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});

it.each([
  [0.44, '0.4 s'],
  [12.4, '12 s'],
  [59.6, '1 min 00 s'],
  [185, '3 min 05 s'],
  [3725, '1 h 02 min'],
])('writes a duration of %d s as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
