const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIMESTAMP = new RegExp(
  String.raw`(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (${MONTHS.join('|')}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-]\d\d)(\d\d) (\d{4})`,
);
/** Characters of `Wed Jul 18 21:33:26 +0000 2018`, and of it before its zone. */
const WIDTH = 30;
const BEFORE_ZONE = 19;
const ANCHOR = new RegExp(`,${TIMESTAMP.source}(?=,)`, 'g');

/**
 * Milliseconds since 1970 of a timestamp as Twitter writes it, `Wed Jul 18 21:33:26 +0000 2018`; null when it is none,
 * or no such moment exists. The day of the week is not looked at.
 */
export function parseTimestamp(text: string): number | null {
  const match = TIMESTAMP.exec(text);
  if (match === null || match[0].length !== text.length) return null;
  const [, month = '', day, hour, minute, second, offsetHours, offsetMinutes, year] = match;
  const at = Date.UTC(
    Number(year),
    MONTHS.indexOf(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  // Date.UTC carries the 31st of June over into July.
  if (Number(day) < 1 || (Number(day) > 28 && new Date(at).getUTCDate() !== Number(day))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const sign = offsetHours?.startsWith('-') === true ? -1 : 1;
  return at - (Number(offsetHours) * 60 + sign * Number(offsetMinutes)) * 60_000;
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
