/** The one parser of times and days, for all files that have them. */
import { numericTime } from './numeric-time.ts';
import type { DateOrder } from './reading.ts';
import { startOfDay } from './written-day.ts';
import { compactTime, writtenTime } from './written-time.ts';
import type { WrittenTime } from './written-time.ts';
import { minutesAhead, momentInZone, momentOfZoneName } from './zones.ts';
import type { Moment } from './zones.ts';

const DAY_MS = 86_400_000;
/** A time before this is a number that was taken for a time, since texts of companies are younger. */
const EARLIEST = Date.UTC(1990, 0, 1);
/** Days of prices are written with their years, and exchanges are older than texts. */
const EARLIEST_PRICE = Date.UTC(1800, 0, 1);
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** How a file writes its times. */
export interface TimeFormat {
  /** The order of days such as 03/04/2018; null: not known, so that they cannot be read. */
  order: DateOrder | null;
  /** The zone of times that name none, such as `America/New_York`; null: UTC. */
  zone: string | null;
}

/**
 * Reads a time. One that names no zone is in the zone of the file. A day without a clock is the last millisecond of the UTC day: a text
 * of an unknown hour must not be read as known before others of its day, nor before the day's close, so it counts as
 * published when it surely was. Numbers are digits of a calendar (`20180709`, `201807090800`) or what passed since 1970
 * in s, ms, µs or ns. What is not between 1990 and tomorrow is no time.
 *
 * @returns ms since 1970, or in a sentence why there is none
 */
export function readMoment(text: string, format: TimeFormat): Moment {
  const written = text.trim();
  const number = numericTime(written);
  if (number?.form === 'rounded') {
    return { problem: `${quoted(written)} was rounded, as spreadsheets do, and has lost its seconds` };
  }
  if (number?.form === 'since1970') return outOfRange(written, number.at, EARLIEST) ?? { at: number.at };
  const time = number === null ? writtenTime(written) : compactTime(number.digits);
  const day = time === null ? null : startOfDay(time.day, format.order);
  if (time === null || day === null)
    return { problem: noDay(written, time, format, 'neither a date nor a time') };
  const moment = wrongWeekday(time, day) ?? momentOf(time, day, format);
  if ('problem' in moment)
    return { ...moment, problem: `${quoted(written)} cannot be read: ${moment.problem}` };
  return outOfRange(written, moment.at, EARLIEST) ?? moment;
}

/**
 * Reads a day as it is written: the clock and the zone of `2018-07-18 00:00:00-04:00` do not make it another one.
 *
 * @returns the day as YYYY-MM-DD, or in a sentence why there is none
 */
export function readDay(text: string, format: TimeFormat): { day: string } | { problem: string } {
  const written = text.trim();
  const number = numericTime(written);
  if (number?.form === 'since1970') {
    const wrong = outOfRange(written, number.at, EARLIEST);
    const ahead = format.zone === null ? 0 : minutesAhead(format.zone, number.at);
    return wrong ?? { day: dayName(number.at + ahead * 60_000) };
  }
  const time = number?.form === 'calendar' ? compactTime(number.digits) : writtenTime(written);
  const day = time === null ? null : startOfDay(time.day, format.order);
  if (time === null || day === null) return { problem: noDay(written, time, format, 'not a date') };
  const wrong = wrongWeekday(time, day);
  if (wrong !== null) return { problem: `${quoted(written)} cannot be read: ${wrong.problem}` };
  return outOfRange(written, day, EARLIEST_PRICE) ?? { day: dayName(day) };
}

/** ms since 1970 of a time; null where there is none; see `readMoment`. */
export function parseMoment(text: string, order: DateOrder | null): number | null {
  const moment = readMoment(text, { order, zone: null });
  return 'at' in moment ? moment.at : null;
}

/** A day as `YYYY-MM-DD`; null when there is no such day. */
export function parseDay(text: string, order: DateOrder | null): string | null {
  const read = readDay(text, { order, zone: null });
  return 'day' in read ? read.day : null;
}

/** Whether a text is a time or a day, whatever its zone and the order of its numbers. */
export function isTime(text: string): boolean {
  return ([null, 'mdy', 'dmy', 'ymd'] as const).some((order) => {
    const moment = readMoment(text, { order, zone: null });
    return 'at' in moment || moment.zones !== undefined;
  });
}

/** Why a moment cannot be that of a text: it is before 1990 or after tomorrow; null: it can. */
export function outOfRange(written: string, at: number, earliest = EARLIEST): { problem: string } | null {
  const latest = (Math.floor(Date.now() / DAY_MS) + 2) * DAY_MS;
  if (at >= earliest && at < latest) return null;
  const bound = at < earliest ? `before ${new Date(earliest).getUTCFullYear()}` : 'after tomorrow';
  const is = written.startsWith(dayName(at)) ? 'is' : `would be ${dayName(at)}, which is`;
  return { problem: `${quoted(written)} ${is} ${bound}` };
}

function noDay(written: string, time: WrittenTime | null, { order }: TimeFormat, otherwise: string): string {
  return time?.day.form === 'numbers' && order === null
    ? `${quoted(written)} cannot be read: the order of its day and month is not known`
    : `${quoted(written)} is ${otherwise}`;
}

function wrongWeekday({ weekday }: WrittenTime, day: number): { problem: string } | null {
  const real = new Date(day).getUTCDay();
  return weekday === null || weekday === real ? null : { problem: `${dayName(day)} is a ${WEEKDAYS[real]}` };
}

function momentOf({ clock, zone }: WrittenTime, day: number, format: TimeFormat): Moment {
  // Windows know days by the last millisecond of the UTC day, so that no zone may move it.
  if (clock === null) return { at: day + DAY_MS - 1 };
  const wall = day + clock;
  return zone === null ? momentInZone(wall, format.zone ?? 'UTC') : momentOfZoneName(wall, zone, format.zone);
}

function dayName(at: number): string {
  const iso = new Date(at).toISOString();
  return iso.slice(0, iso.indexOf('T'));
}

function quoted(written: string): string {
  return `"${written.slice(0, 64)}"`;
}
