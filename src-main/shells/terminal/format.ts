import { isOnlyDay } from '../../only-day.ts';

/** Numbers and texts as tables show them. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function score(value: number): string {
  return value.toFixed(3);
}

/** A time as `2018-07-18 21:33:26`, in UTC; the day alone where no more is known. */
export function time(at: number | null): string {
  if (at === null) return '';
  return new Date(at)
    .toISOString()
    .slice(0, isOnlyDay(at) ? 10 : 19)
    .replace('T', ' ');
}

/** An age in the largest unit that leaves a number of one to three digits. */
export function age(milliseconds: number): string {
  const units = [
    ['years', 365.25 * 86_400_000],
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const;
  const [unit, length] = units.find(([, size]) => milliseconds >= 2 * size) ?? (['s', 1000] as const);
  return `${Math.round(milliseconds / length)} ${unit}`;
}

/** Control characters but the line break: in a text of somebody else they could command the terminal. */
// oxlint-disable-next-line no-control-regex -- it is what they are
const CONTROL = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]+/g;

/** A text as a terminal may show it. */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, ' ');
}

/** Characters of a record that are shown at most, however wide the table: a damaged file can be a single one. */
export const longestRecord = 300;

/** A text on one line, cut to a width. */
export function oneLine(text: string, width: number): string {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim();
  if (line.length <= width) return line;
  // Half of a pair, such as of an emoji, is no character.
  return `${line.slice(0, width - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Seconds as `45 s`, `11 min 05 s` or `2 h 03 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (number: number) => String(number).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}
