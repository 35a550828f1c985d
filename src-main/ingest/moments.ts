import type { DateOrder } from './reading.ts';
import { parseTimestamp } from './stockerbot-time.ts';

const DAY_MS = 86_400_000;
const DATE = String.raw`(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})`;
const CLOCK = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:\s*([AaPp])[Mm])?`;
const ZONE = String.raw`(Z|UTC|GMT|[+-]\d\d:?\d\d)`;
const MOMENT = new RegExp(`^${DATE}(?:[T ]+${CLOCK}(?:\\s*${ZONE})?)?$`);

/** A day as `YYYY-MM-DD`; null when there is no such day. */
export function parseDay(text: string, order: DateOrder): string | null {
  const match = MOMENT.exec(text);
  const start = match === null ? compactDay(text) : dayOf(match, order);
  return start === null ? null : new Date(start).toISOString().slice(0, 10);
}

/**
 * Milliseconds since 1970 of a time; null when it is none. A time without zone is UTC. A day without time is its last
 * millisecond: a text of an unknown hour must not be read as known before others of its day, nor before the day's
 * close, so it counts as published when it surely was. Numbers are seconds (9 or 10 digits) or milliseconds (12 or 13).
 */
export function parseMoment(text: string, order: DateOrder): number | null {
  if (/^\d{9,10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const match = MOMENT.exec(text);
  if (match === null) {
    const day = compactDay(text);
    return day === null ? parseTimestamp(text) : day + DAY_MS - 1;
  }
  const day = dayOf(match, order);
  if (day === null) return null;
  const [, , , , , hour, minute, second, fraction, half, zone] = match;
  if (hour === undefined) return day + DAY_MS - 1;
  const clock = clockOf(Number(hour), half);
  if (clock > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const inDay = ((clock * 60 + Number(minute)) * 60 + Number(second ?? 0)) * 1000;
  return day + inDay + Math.floor(Number(`0.${fraction ?? 0}`) * 1000) - zoneOffset(zone);
}

/**
 * In which order the days of a file are written, from some of them: a part above 12 is no month.
 *
 * @returns null if every one could be read in both ways.
 */
export function orderOfDays(values: readonly string[]): DateOrder | null {
  let undecided = false;
  for (const value of values) {
    const match = MOMENT.exec(value.trim());
    if (match === null || match[1]!.length > 2) continue;
    if (Number(match[1]) > 12) return 'dmy';
    if (Number(match[3]) > 12) return 'mdy';
    undecided = true;
  }
  return undecided ? null : 'ymd';
}

function dayOf([, a, , b, c]: RegExpExecArray, order: DateOrder): number | null {
  if (a!.length === 4) return utcDay(Number(a), Number(b), Number(c));
  if (c!.length !== 4 || order === 'ymd') return null;
  return order === 'mdy' ? utcDay(Number(c), Number(a), Number(b)) : utcDay(Number(c), Number(b), Number(a));
}

/** `20180718`. */
function compactDay(text: string): number | null {
  if (!/^\d{8}$/.test(text)) return null;
  return utcDay(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
}

function utcDay(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  // Date.UTC carries the 31st of June over into July.
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? at : null;
}

function clockOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (/p/i.test(half) ? 12 : 0);
}

function zoneOffset(zone: string | undefined): number {
  const match = zone === undefined ? null : /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000;
}
