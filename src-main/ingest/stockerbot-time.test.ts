import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { findTimestamp, parseTimestamp } from './stockerbot-time.ts';

test('every second from 2006 to 2030 is read back from its timestamp', () => {
  const seconds = fc.integer({ min: Date.UTC(2006, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 });
  fc.assert(
    fc.property(seconds, (second) => {
      // Wed, 18 Jul 2018 21:33:26 GMT -> Wed Jul 18 21:33:26 +0000 2018
      const [day, date, month, year, time] = new Date(second * 1000)
        .toUTCString()
        .replace(',', '')
        .split(' ');
      expect(parseTimestamp(`${day} ${month} ${date} ${time} +0000 ${year}`)).toBe(second * 1000);
    }),
  );
});

test('the zone counts', () => {
  expect(parseTimestamp('Wed Jul 18 21:33:26 +0530 2018')).toBe(Date.parse('2018-07-18T21:33:26+05:30'));
  expect(parseTimestamp('Wed Jul 18 21:33:26 -0330 2018')).toBe(Date.parse('2018-07-18T21:33:26-03:30'));
});

test.each([
  'Wed Feb 29 10:00:00 +0000 2018',
  'Wed Jul 00 10:00:00 +0000 2018',
  'Wed Jul 18 24:00:00 +0000 2018',
  'Wed Jul 18 10:61:00 +0000 2018',
  'Wed Jul 18 10:00 +0000 2018',
  'Wed Jul 18 10:00:00 +0000 20188',
  '',
])('%j is no moment', (text) => {
  expect(parseTimestamp(text)).toBeNull();
});

test('the last timestamp that fills a field is found', () => {
  const stamp = 'Wed Jul 18 21:33:26 +0000 2018';
  const other = 'Thu Jul 19 21:33:26 -0400 2018';
  const early = 'Sun Jul 15 01:02:03 +0000 2018';
  const slice = (line: string): string | null => {
    const found = findTimestamp(line);
    return found && line.slice(found.start, found.end);
  };
  expect(slice(`1,text,${stamp},a,B,C,,True`)).toBe(stamp);
  expect(slice(`1,said at ,${early}, once,${stamp},a,B,C,,True`)).toBe(stamp);
  expect(slice(`1,text ${stamp} text,a`)).toBeNull();
  expect(slice(`1,text,${other},a,B,C +0000 ,,True`)).toBe(other);
});
