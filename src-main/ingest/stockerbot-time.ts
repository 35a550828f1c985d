const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIMESTAMP = new RegExp(
  String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (${MONTHS.join('|')}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-]\d\d)(\d\d) (\d{4})`,
);
/** Characters of `Wed Jul 18 21:33:26 +0000 2018`, and of it before its zone. */
const WIDTH = 30;
const BEFORE_ZONE = 19;
const ANCHOR = new RegExp(`,${TIMESTAMP.source}(?=,)`, 'g');
const ZERO = 48;

/**
 * Milliseconds since 1970 of a timestamp as Twitter writes it, `Wed Jul 18 21:33:26 +0000 2018`; null when it is none,
 * or no such moment exists. The day of the week is not looked at.
 */
export function parseTimestamp(text: string): number | null {
  // Its characters stand at fixed places, and numbers that are read from there come faster than those of a match.
  if (text.length !== WIDTH || !TIMESTAMP.test(text)) return null;
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const year = twoDigits(text, 26) * 100 + twoDigits(text, 28);
  const at = Date.UTC(year, MONTHS.indexOf(text.slice(4, 7)), day, hour, minute, second);
  // Date.UTC carries the 31st of June over into July.
  if (day < 1 || (day > 28 && new Date(at).getUTCDate() !== day)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const ahead = twoDigits(text, 21) * 60 + twoDigits(text, 23);
  return at - (text[20] === '-' ? -ahead : ahead) * 60_000;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

/** Where the timestamp of a line stands; `end` is after it. */
export interface Anchor {
  start: number;
  end: number;
}

/**
 * The last timestamp of a line that fills a field: what a line of commas and texts can be counted from. One of zone
 * +0000, which Twitter always writes, counts before others.
 */
export function findTimestamp(line: string): Anchor | null {
  const start = line.lastIndexOf(' +0000 ') - BEFORE_ZONE;
  const end = start + WIDTH;
  if (line[start - 1] === ',' && line[end] === ',' && TIMESTAMP.test(line.slice(start, end)))
    return { start, end };
  const last = [...line.matchAll(ANCHOR)].at(-1);
  return last === undefined ? null : { start: last.index + 1, end: last.index + 1 + WIDTH };
}
