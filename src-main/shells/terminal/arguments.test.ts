import { describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { instant, positiveNumber, wholeNumber } from './arguments.ts';

describe('a time', () => {
  // By Python: datetime(...).timestamp() * 1000.
  test.each([
    ['2018-07-18T21:33:26Z', 1531949606000],
    ['2018-07-18 21:33:26', 1531949606000],
    ['2018-07-18T21:33', 1531949580000],
    ['2018-07-18T21:33:26.5+02:00', 1531942406500],
    ['2018-07-18T21:33:26-0400', 1531964006000],
    ['2018-07-18', 1531872000000],
    ['2018-07', 1530403200000],
    ['2018', 1514764800000],
    ['1531949606000', 1531949606000],
  ])('%s', (text, at) => {
    expect(instant(text)).toBe(at);
  });

  test.each([
    ['a day without hyphens, which is no number of milliseconds', '20180718'],
    ['seconds since 1970', '1531949606'],
    ['words, whose zone would be this machine’s', 'July 18, 2018'],
    ['a day that the month does not have', '2018-02-31'],
    ['a month that the year does not have', '2018-13-01'],
    ['an hour that the day does not have', '2018-07-18T25:00'],
    ['beyond all dates', '99999999999999999999'],
    ['nothing', ''],
    ['03/04/2018', '03/04/2018'],
  ])('is not %s', (_, text) => {
    expect(() => instant(text)).toThrow(
      new UserError('use', `"${text}" is not a time; write it like 2018-07-18T21:33:26Z.`),
    );
  });
});

describe('a number is checked where it is given', () => {
  const window = wholeNumber('-n', 0, 128);
  test.each(['0', '128', ' 8 '])('-n %s', (text) => {
    expect(window(text)).toBe(Number(text));
  });

  test.each(['-3', '129', '3.5', '', ' ', 'abc', 'NaN', 'Infinity'])('-n "%s" is refused', (text) => {
    expect(() => window(text)).toThrow(`-n takes a whole number from 0 to 128, not "${text}"`);
  });

  const hours = positiveNumber('--max-age', 'hours');
  test('an age may be a fraction of an hour', () => {
    expect(hours('.5')).toBe(0.5);
  });

  test.each(['abc', '-1', '0', '', 'Infinity', '1h'])('--max-age "%s" is refused', (text) => {
    expect(() => hours(text)).toThrow(`--max-age takes a number of hours above 0, not "${text}"`);
  });
});
