import { expect, test } from 'vitest';
import { formatTime, formatTimeExact } from './time.ts';

test('a moment is written to the minute or the second', () => {
  const at = Date.parse('2018-07-18T21:33:26.123Z');
  expect(formatTime(at)).toBe('2018-07-18 21:33');
  expect(formatTimeExact(at)).toBe('2018-07-18 21:33:26 UTC');
});

test('of a text of which only the day is known, no hour is made up', () => {
  const at = Date.parse('2020-12-31T23:59:59.999Z');
  expect(formatTime(at)).toBe('2020-12-31');
  expect(formatTimeExact(at)).toBe('2020-12-31');
});
