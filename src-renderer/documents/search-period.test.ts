import { expect, test } from 'vitest';
import { hasPeriod, periodOf, withPeriod } from './search-period.ts';

const at = (time: string) => Date.parse(`${time}Z`);
const bins = [
  { from: at('2018-07-18T10:00:30'), to: at('2018-07-18T11:00'), count: 1 },
  { from: at('2018-07-18T11:00'), to: at('2018-07-18T12:00:30'), count: 2 },
];

test('bars are a period of whole minutes around them', () => {
  expect(periodOf(bins, [0, 0])).toBe('from:2018-07-18T10:00 to:2018-07-18T11:00');
  expect(periodOf(bins, [0, 9])).toBe('from:2018-07-18T10:00 to:2018-07-18T12:01');
  expect(periodOf([], [0, 1])).toBeNull();
});

test('a period takes the place of another one, and leaves the words', () => {
  expect(withPeriod('profit', 'from:2018')).toBe('profit from:2018');
  expect(withPeriod('date:2017 profit -to:2019', 'from:2018')).toBe('profit from:2018');
  expect(withPeriod('from:2018 profit', null)).toBe('profit');
  expect([hasPeriod('profit'), hasPeriod('profit date:2018')]).toEqual([false, true]);
});
