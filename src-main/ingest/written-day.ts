import type { DateOrder } from './reading.ts';

/** A day as it is written; the order of `numbers` (03/04/2018, 18/07/09) is not known from itself. */
export type WrittenDay =
  | { form: 'day'; year: number; month: number; day: number }
  | { form: 'numbers'; numbers: readonly [number, number, number]; shortYear: boolean };

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const LONG_MONTHS =
  'january february march april may june july august september october november december sept'.split(' ');
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');
const WEEKDAY =
  /\(?\b(?:sun(?:day)?|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?)\b\.?\)?/;
/** 2018-07-09, and 2018:07:09 of cameras. */
const YEAR_FIRST = /^(\d{4})([-/.: _])(\d{1,2})\2(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|'?\d\d)$/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)$/;
const IDEOGRAPHS = /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日$/;

/** The number of a month from 1, by its name or the first three letters of it; null: the word is none. */
export function monthOf(word: string): number | null {
  const name = word.toLowerCase().replace(/\.$/, '');
  const known = MONTHS.includes(name) || LONG_MONTHS.includes(name);
  return known ? MONTHS.indexOf(name.slice(0, 3)) + 1 : null;
}

export function isWeekday(word: string): boolean {
  return WEEKDAY.exec(word.toLowerCase())?.[0] === word.toLowerCase();
}

/** A day with its weekday (0: Sunday), if it names one; null: it is no day. */
export function writtenDay(text: string): { day: WrittenDay; weekday: number | null } | null {
  const lower = text.toLowerCase();
  const named = WEEKDAY.exec(lower);
  const bare = trimmed(named === null ? lower : lower.replace(named[0], ' '));
  const day = numericDay(bare) ?? dayWithMonthName(bare);
  if (day === null) return null;
  return { day, weekday: named === null ? null : WEEKDAYS.indexOf(named[0].replace('(', '').slice(0, 3)) };
}

/** Without what separates a day from its clock: `Mon, 9 July 2018 at` 8:00. */
function trimmed(text: string): string {
  return text
    .replaceAll(/^[\s,;|–-]+|[\s,;|–-]+$/g, '')
    .replace(/(?:^| )(?:at|on)$|^on /, '')
    .replaceAll(/^[\s,;|–-]+|[\s,;|–-]+$/g, '')
    .replaceAll(/\s+/g, ' ');
}

function numericDay(text: string): WrittenDay | null {
  const last = YEAR_LAST.exec(text);
  if (last !== null) {
    const [, a, , b, c = ''] = last;
    const year = c.replace("'", '');
    return {
      form: 'numbers',
      numbers: [Number(a), Number(b), Number(year)],
      shortYear: year.length === 2,
    };
  }
  const first = YEAR_FIRST.exec(text);
  const [, year, month, day] =
    first === null ? (COMPACT.exec(text) ?? IDEOGRAPHS.exec(text) ?? []) : [0, first[1], first[3], first[4]];
  if (year === undefined) return null;
  return { form: 'day', year: Number(year), month: Number(month), day: Number(day) };
}

/** `9 July 2018`, `July 9th, 2018`, `2018 Jul 09`, `09-Jul-18`. */
function dayWithMonthName(text: string): WrittenDay | null {
  const parts = text
    .replace(/^(?:the )/, '')
    .replace(/(\d)(?:st|nd|rd|th)\b/, '$1')
    .replace(/\bof\b/, ' ')
    .split(/[ ,./-]+/);
  if (parts.length !== 3) return null;
  const at = parts.findIndex((part) => monthOf(part) !== null);
  const [first = '', second = ''] = parts.filter((_, i) => i !== at);
  const month = monthOf(parts[at] ?? '');
  // The month is never last: 2018 09 Jul.
  if (month === null || at === 2) return null;
  if (/^\d{4}$/.test(first) && /^\d{1,2}$/.test(second) && at === 1) {
    return { form: 'day', year: Number(first), month, day: Number(second) };
  }
  if (!/^\d{1,2}$/.test(first) || !/^(?:\d{4}|['’]?\d\d)$/.test(second)) return null;
  const digits = second.replace(/['’]/, '');
  const year = digits.length === 2 ? yearOf(Number(digits)) : Number(digits);
  return { form: 'day', year, month, day: Number(first) };
}

/** The year of two digits: in 1990 or later and not in the future, as all times of texts are. */
function yearOf(digits: number): number {
  return digits >= 90 ? 1900 + digits : 2000 + digits;
}

/** The start of a day in UTC, ms since 1970; null: there is no such day, or its order is not known. */
export function startOfDay(written: WrittenDay, order: DateOrder | null): number | null {
  if (written.form === 'day') return utcDay(written.year, written.month, written.day);
  const { numbers, shortYear } = written;
  const [a, b, c] = numbers;
  if (order === null) return null;
  if (order === 'ymd') return shortYear ? utcDay(yearOf(a), b, c) : null;
  const year = shortYear ? yearOf(c) : c;
  return order === 'mdy' ? utcDay(year, a, b) : utcDay(year, b, a);
}

function utcDay(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  // Date.UTC carries the 31st of June over into July, and takes the year 18 for 1918.
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? at : null;
}
