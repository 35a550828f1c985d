/** The parts of a time as people and programs write it: a day, a clock and a zone, in any order. */
import { isWeekday, monthOf, writtenDay } from './written-day.ts';
import type { WrittenDay } from './written-day.ts';
import { UTC_NAMES, zoneMeanings } from './zone-names.ts';
import { offsetOf } from './zones.ts';

export interface WrittenTime {
  day: WrittenDay;
  /** 0: Sunday; null: it names none. */
  weekday: number | null;
  /** Milliseconds since midnight; null: it has no clock. */
  clock: number | null;
  /** As it is written: `Z`, `+0530`, `GMT+2`, `EST`, `America/New_York`; null: it names none. */
  zone: string | null;
}

/** 21:33, 21:33:26.123, 9:33 p.m.; 9 pm. */
const CLOCK =
  /(?<=^|[\s,;|_]|\dT)(\d{1,2})(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:\s*([ap])\.?m\b\.?)?|\s*([ap])\.?m\b\.?)(?![:\d])/gi;
/** 20180709T213326, 2018-07-09 2133 */
const COMPACT_CLOCK = /^(\d{8}|\d{4}-\d\d-\d\d)[T ](\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?(?!\d)/i;
const OFFSET =
  /^\s*((?:UTC|GMT)?\s?[+-](?:\d\d:?\d\d|\d\d(?!\d)|\d(?!\d))|(?:UTC|GMT)\s?[+-]\d:\d\d)(?![\d:])/i;
const REGION = /^\s*\[?([A-Za-z]+\/[A-Za-z_+-]+(?:\/[A-Za-z_]+)?)\]?/;
const WORD = /^\s*\(?([A-Za-z]{1,5})\b\)?/;

/** What most files write, and what is read in a tenth of the time. */
const ISO_DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** null: it is no time. */
export function writtenTime(written: string): WrittenTime | null {
  const iso = ISO_DAY.exec(written);
  if (iso !== null) {
    const day = { form: 'day', year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) } as const;
    return { day, weekday: null, clock: null, zone: null };
  }
  const text = plain(written);
  const clock = clockOf(text);
  if (clock === 'wrong') return null;
  const [before, after] = clock === null ? [text, ''] : [text.slice(0, clock.start), text.slice(clock.end)];
  const zone = clock === null ? null : zoneAtStart(after);
  const rest = zone === null ? after : after.slice(zone.length);
  // T ends a day only where a clock follows.
  const joined = `${clock === null ? before : before.replace(/(\d)[t_]$/i, '$1')} ${rest}`.trim();
  const last = zone === null ? zoneAtEnd(joined) : null;
  const found = writtenDay(last === null ? joined : joined.slice(0, joined.length - last.length));
  // Hours and minutes behind a day are a zone only where a clock stands before them.
  if (found === null || (clock === null && last !== null && /\d/.test(last.name))) return null;
  return { ...found, clock: clock?.at ?? null, zone: zone?.name ?? last?.name ?? null };
}

/** Of web servers (09/Jul/2018:08:00:00) and of FIX (20180709-08:00:00): what joins a day and a clock. */
const JOINT = /^(\d{1,2}\/[A-Za-z]{3}\/\d{4}|\d{8})[:-](?=\d\d:\d\d)/;

/** Of the digits YYYYMMDD, YYYYMMDDHHMM, YYYYMMDDHHMMSS or YYYYMMDDHHMMSSmmm; null: they are no time. */
export function compactTime(digits: string): WrittenTime | null {
  const fraction = digits.slice(14) === '' ? '' : `.${digits.slice(14)}`;
  return writtenTime(`${digits.slice(0, 8)} ${digits.slice(8, 14)}${fraction}`);
}

/** With plain blanks and hyphens, and a blank between day and clock. */
function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- all that is not ASCII
  const ascii = /^[\u0000-\u007F]*$/.test(text) ? text : text.normalize('NFKC').replaceAll('\u2212', '-');
  return ascii.trim().replaceAll(/\s+/g, ' ').replace(JOINT, '$1 ');
}

interface Clock {
  start: number;
  end: number;
  at: number;
}

function clockOf(text: string): Clock | null | 'wrong' {
  const compact = COMPACT_CLOCK.exec(text);
  if (compact !== null) {
    const [all, day = '', hour, minute, second, fraction] = compact;
    const at = timeOfDay({ hour, minute, second, fraction, half: undefined });
    return at === null ? 'wrong' : { start: day.length, end: all.length, at };
  }
  const [match, another] = text.matchAll(CLOCK);
  if (match === undefined) return null;
  const [all, hour, minute, second, fraction, half, halfOfHour] = match;
  const at = timeOfDay({ hour, minute, second, fraction, half: half ?? halfOfHour });
  return another !== undefined || at === null
    ? 'wrong'
    : { start: match.index, end: match.index + all.length, at };
}

/** Milliseconds since midnight; null: no clock shows it. */
function timeOfDay({
  hour,
  minute = '0',
  second = '0',
  fraction = '',
  half,
}: Record<'hour' | 'minute' | 'second' | 'fraction' | 'half', string | undefined>): number | null {
  const hours = Number(hour);
  const seconds = Number(minute) * 60 + Number(second);
  if (Number(minute) > 59 || Number(second) > 59 || hours > 23) return null;
  if (half !== undefined && (hours < 1 || hours > 12)) return null;
  const ofDay = half === undefined ? hours : (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return (ofDay * 3600 + seconds) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

interface Zone {
  name: string;
  /** Letters that it takes, with what surrounds it. */
  length: number;
}

function zoneAtStart(text: string): Zone | null {
  const offset = OFFSET.exec(text);
  if (offset !== null) {
    const rest = text.slice(offset[0].length);
    // `+0200 (CEST)`, `+0000 UTC`, `-04:00[America/New_York]`: the offset says it all.
    const more = /^\s*(?:\([^)]*\)|\[[^\]]*\])/.exec(rest)?.[0] ?? sameZone(rest, offset[1]!) ?? '';
    return { name: offset[1]!.replaceAll(' ', ''), length: offset[0].length + more.length };
  }
  const region = REGION.exec(text);
  if (region !== null) return { name: region[1]!, length: region[0].length };
  const word = zoneWord(text);
  if (word === null) return null;
  const more = /^\s*\([^)]*\)/.exec(text.slice(word.text.length))?.[0] ?? '';
  return { name: word.name, length: word.text.length + more.length };
}

/** A word that names a zone of this offset, or one that is not known; of another offset it would contradict it. */
function sameZone(text: string, offset: string): string | null {
  const word = zoneWord(text);
  if (word === null) return null;
  const name = word.name.toUpperCase();
  const ahead = offsetOf(offset.replaceAll(' ', ''));
  const meanings = zoneMeanings.get(name) ?? [];
  const isSame = UTC_NAMES.has(name)
    ? ahead === 0
    : meanings.length === 0 || meanings.some(({ minutes }) => minutes === null || minutes === ahead);
  return isSame ? word.text : null;
}

/** The zone behind a day: `Wed Jul 18 21:33:26 2018 +0000`, `8:00 AM, 9 July 2018 ET`. */
function zoneAtEnd(text: string): Zone | null {
  const match =
    /(?<=\d)(\s+[+-]\d\d:?\d\d|\s*\(?[A-Za-z]{1,5}\)?|\s+[A-Za-z]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?)$/.exec(text);
  if (match === null) return null;
  const zone = zoneAtStart(match[0]);
  return zone !== null && zone.length === match[0].length ? zone : null;
}

/** A word that names a zone: any known one, or an unknown one in capitals. */
function zoneWord(text: string): { name: string; text: string } | null {
  const match = WORD.exec(text);
  if (match === null) return null;
  const [all, name = ''] = match;
  const capitals = name.toUpperCase();
  const known = UTC_NAMES.has(capitals) || zoneMeanings.has(capitals);
  if (!known && (!/^[A-Z]{2,5}$/.test(name) || isDayWord(name))) return null;
  return { name, text: all };
}

function isDayWord(word: string): boolean {
  return monthOf(word) !== null || isWeekday(word);
}
