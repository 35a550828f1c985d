import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOfDays, parseDay, parseMoment } from './moments.ts';

test('a time with zone is what JavaScript reads', () => {
  const date = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
  fc.assert(
    fc.property(date, (at) => {
      expect(parseMoment(at.toISOString(), 'ymd')).toBe(at.getTime());
    }),
  );
  expect(parseMoment('2018-07-18T21:33:26+02:00', 'ymd')).toBe(Date.parse('2018-07-18T21:33:26+02:00'));
  expect(parseMoment('2018-07-18 21:33:26 -0430', 'ymd')).toBe(Date.parse('2018-07-18T21:33:26-04:30'));
  expect(parseMoment('Wed Jul 18 21:33:26 +0000 2018', 'ymd')).toBe(Date.UTC(2018, 6, 18, 21, 33, 26));
});

test('a time without zone is UTC, wherever the program runs', () => {
  expect(parseMoment('2018-07-18 21:33', 'ymd')).toBe(Date.UTC(2018, 6, 18, 21, 33));
  expect(parseMoment('7/18/2018 9:05 PM', 'mdy')).toBe(Date.UTC(2018, 6, 18, 21, 5));
  expect(parseMoment('7/18/2018 12:05 AM', 'mdy')).toBe(Date.UTC(2018, 6, 18, 0, 5));
});

test('a day without time is its end, so that nothing of the day has it for its context', () => {
  for (const written of ['2018-07-18', '2018/07/18', '20180718']) {
    expect(parseMoment(written, 'ymd')).toBe(Date.UTC(2018, 6, 19) - 1);
  }
  expect(parseMoment('18.07.2018', 'dmy')).toBe(Date.UTC(2018, 6, 19) - 1);
});

test('numbers are seconds or milliseconds since 1970', () => {
  expect(parseMoment('1531949606', 'ymd')).toBe(Date.UTC(2018, 6, 18, 21, 33, 26));
  expect(parseMoment('1531949606123', 'ymd')).toBe(Date.UTC(2018, 6, 18, 21, 33, 26, 123));
});

test.each(['2018-02-29', '2018-13-01', '2018-07-18 25:00', '18/07/2018', 'soon', '', '2018-07', '07/18/18'])(
  '"%s" is no moment',
  (written) => expect(parseMoment(written, 'mdy')).toBeNull(),
);

test('a part above twelve tells days from months', () => {
  expect(orderOfDays(['03/04/2018', '10/30/2018'])).toBe('mdy');
  expect(orderOfDays(['03/04/2018', '30/10/2018'])).toBe('dmy');
  expect(orderOfDays(['03/04/2018', '05/06/2018'])).toBeNull();
  expect(orderOfDays(['2018-03-04', ''])).toBe('ymd');
  expect(parseDay('10/30/2018', 'mdy')).toBe('2018-10-30');
  expect(parseDay('03/04/2018', 'dmy')).toBe('2018-04-03');
  expect(parseDay('29/02/2020', 'dmy')).toBe('2020-02-29');
  expect(parseDay('29/02/2019', 'dmy')).toBeNull();
});
