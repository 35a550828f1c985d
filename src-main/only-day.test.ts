import { expect, test } from 'vitest';
import { dayOf, isOnlyDay } from './only-day.ts';

test('a time at the last millisecond of a day stands for the day', () => {
  expect(isOnlyDay(Date.parse('2020-12-31T23:59:59.999Z'))).toBe(true);
  expect(isOnlyDay(Date.parse('1969-12-31T23:59:59.999Z'))).toBe(true);
  expect(isOnlyDay(Date.parse('2020-12-31T23:59:59.998Z'))).toBe(false);
  expect(isOnlyDay(Date.parse('2020-12-31T00:00:00Z'))).toBe(false);
  expect(dayOf(Date.parse('1969-12-31T23:59:59.999Z'))).toBe(Date.parse('1969-12-31T00:00:00Z'));
});
