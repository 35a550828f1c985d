import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTime, parseDay, parseMoment, readDay, readMoment } from './moments.ts';
import { ordersOfDays } from './orders-of-days.ts';

test('a time with zone is what JavaScript reads', () => {
  const date = fc.date({ min: new Date('1990-01-01'), max: new Date(), noInvalidDate: true });
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

test.each(['2018-02-29', '2018-13-01', '2018-07-18 25:00', '18/07/2018', 'soon', '', '2018-07', '18/07/18'])(
  '"%s" is no moment',
  (written) => expect(parseMoment(written, 'mdy')).toBeNull(),
);

test('a part above twelve tells days from months', () => {
  expect(ordersOfDays(['03/04/2018', '10/30/2018']).order).toBe('mdy');
  expect(ordersOfDays(['03/04/2018', '30/10/2018 8:00 AM']).order).toBe('dmy');
  expect(ordersOfDays(['2018-03-04', '', '4 March 2018'])).toMatchObject({ order: null, possible: [] });
  expect(ordersOfDays(['07/09/18', '07/18/18']).order).toBe('mdy');
  expect(ordersOfDays(['99-07-18', '18-07-09']).order).toBe('ymd');
  expect(parseDay('10/30/2018', 'mdy')).toBe('2018-10-30');
  expect(parseDay('03/04/2018', 'dmy')).toBe('2018-04-03');
  expect(parseDay('29/02/2020', 'dmy')).toBe('2020-02-29');
  expect(parseDay('29/02/2019', 'dmy')).toBeNull();
});

test('the order is asked where several fit all days, and where none does', () => {
  expect(ordersOfDays(['03/04/2018', '05/06/2018'])).toMatchObject({
    order: null,
    possible: ['mdy', 'dmy'],
    message: 'its dates can be read with the month or the day first.',
  });
  expect(ordersOfDays(['18/07/09', '18/07/10']).possible).toEqual(['dmy', 'ymd']);
  expect(ordersOfDays(['13/04/2018', '04/13/2018'])).toMatchObject({ order: null, possible: ['mdy', 'dmy'] });
});

const unknown = { order: null, zone: null };
const at = (text: string, zone: string | null = null): string => {
  const moment = readMoment(text, { order: null, zone });
  return 'at' in moment ? new Date(moment.at).toISOString() : moment.problem;
};

test.each([
  '9 July 2018 8:00',
  'Jul 09 2018 08:00',
  '09-Jul-18 08:00',
  "9 Jul '18, 8 a.m.",
  'Monday, July 9th, 2018 at 8:00 AM',
  '2018 Jul 09 8:00 am',
  '8:00 AM Mon 9 July 2018',
  '2018-07-09 4:00 AM ET',
  '4:00  AM EDT Mon, 9 July 2018',
  '2018-07-09T04:00:00-04:00[America/New_York]',
  '2018-07-09 04:00 America/New_York',
  'Mon, 09 Jul 2018 08:00:00 +0000',
  'Mon, 09 Jul 2018 10:00:00 +0200 (CEST)',
  'Mon, 9 Jul 2018 01:00:00 PDT',
  'Mon Jul 09 08:00:00 +0000 2018',
  'Mon Jul 09 04:00:00 EDT 2018',
  'Mon Jul 09 2018 10:00:00 GMT+0200 (Central European Summer Time)',
  'Mon Jul  9 10:00:00 2018 +0200',
  '09/Jul/2018:08:00:00 +0000',
  '2018-07-09 08:00:00.000000 UTC',
  '2018-07-09 08:00:00 +0000 UTC',
  '2018-07-09 13:30+0530',
  '20180709T080000Z',
  '20180709-08:00:00',
  '2018-07-09 0800',
  '2018:07:09 08:00:00',
  '2018/7/9 8:00',
  '2018-07-09\u202F8:00\u202FAM',
  '201807090800',
  '20180709080000',
  '20180709080000.0',
  '1531123200',
  '1531123200.0',
  '1.531123200e+09',
  '1531123200000',
  '1531123200000000',
  '1531123200000000000',
])('"%s" is eight o’clock on 9 July 2018', (text) => {
  expect(at(text)).toBe('2018-07-09T08:00:00.000Z');
  expect(parseDay(text, null)).toBe('2018-07-09');
  expect(isTime(text)).toBe(true);
});

test('a time that names no zone is in that of its file, with daylight saving time', () => {
  const zone = 'America/New_York';
  expect(at('2018-07-09 08:00', zone)).toBe('2018-07-09T12:00:00.000Z');
  expect(at('2018-01-09 08:00', zone)).toBe('2018-01-09T13:00:00.000Z');
  expect(at('2018-07-09 08:00Z', zone)).toBe('2018-07-09T08:00:00.000Z');
  expect(at('2018-07-09 08:00', '+05:30')).toBe('2018-07-09T02:30:00.000Z');
  expect(at('1531123200', zone)).toBe('2018-07-09T08:00:00.000Z');
  // What has no clock stays a day, which windows know by its last millisecond in UTC.
  expect(at('2018-11-04', zone)).toBe('2018-11-04T23:59:59.999Z');
  expect(at('4 November 2018 ET')).toBe('2018-11-04T23:59:59.999Z');
});

test('an hour that the clocks showed twice or never is no time', () => {
  const zone = 'America/New_York';
  expect(at('2018-11-04 01:30', zone)).toMatch(/twice/);
  expect(at('2018-11-04 01:30 ET')).toMatch(/twice/);
  expect(at('2018-03-11 02:30', zone)).toMatch(/never/);
  expect(at('2018-11-04 01:30 EDT')).toBe('2018-11-04T05:30:00.000Z');
  expect(at('2018-11-04 01:30 EST')).toBe('2018-11-04T06:30:00.000Z');
});

test('an abbreviation that could be several zones, or contradicts the season, needs the zone of the file', () => {
  expect(readMoment('2018-07-09 08:00 CST', unknown)).toMatchObject({
    zones: ['America/Chicago', 'Asia/Shanghai'],
  });
  expect(at('2018-01-09 08:00 CST', 'Asia/Shanghai')).toBe('2018-01-09T00:00:00.000Z');
  expect(at('2018-01-09 08:00 CST', 'Europe/Paris')).toMatch(/not a time of Europe\/Paris/);
  expect(readMoment('2018-07-09 08:00 EST', unknown)).toMatchObject({
    zones: ['America/New_York', '-05:00'],
  });
  expect(at('2018-07-09 08:00 EST', 'America/New_York')).toBe('2018-07-09T12:00:00.000Z');
  expect(at('2018-07-09 08:00 EST', '-05:00')).toBe('2018-07-09T13:00:00.000Z');
  expect(isTime('2018-07-09 08:00 EST')).toBe(true);
});

test.each([
  ['1976-05-24', '"1976-05-24" is before 1990'],
  ['2100-01-01', '"2100-01-01" is after tomorrow'],
  ['201807090800000', '"201807090800000" would be 1976-05-24, which is before 1990'],
  ['Tue, 9 July 2018', '"Tue, 9 July 2018" cannot be read: 2018-07-09 is a Monday'],
  ['1.53112E+12', '"1.53112E+12" was rounded, as spreadsheets do, and has lost its seconds'],
  ['03/04/2018', '"03/04/2018" cannot be read: the order of its day and month is not known'],
])('%s is refused with the reason', (text, problem) => {
  expect(readMoment(text, unknown)).toEqual({ problem });
});

test.each([
  'July 2018',
  '9 July',
  '13:00 PM 9 July 2018',
  '2018-07-09 24:00',
  '2018-07-09 08:00:60',
  '8:00-9:00 9 July 2018',
  '2018-07-09 / 2018-07-10',
  '2018-07-09 8:00 9:00',
  '2018-07-09 -0500',
  '2018-07-09 08:00 +0200 UTC',
  '2018-07-09 08:00 -0400 EST',
  '43290',
  '18072018',
  '2018-07/09',
])('"%s" is no time', (text) => expect(at(text)).toMatch(/is neither a date nor a time/));

test('prices are older than texts, but not as numbers', () => {
  expect(readDay('1962-01-02', unknown)).toEqual({ day: '1962-01-02' });
  expect(readDay('2018-07-18 00:00:00-04:00', unknown)).toEqual({ day: '2018-07-18' });
  expect(readDay('-100000000', unknown)).toHaveProperty('problem');
  expect(readDay('201807090800000', unknown)).toHaveProperty('problem');
});
