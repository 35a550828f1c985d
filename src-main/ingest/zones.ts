/** From the clocks of a time zone to moments. */
import { UserError } from '../errors.ts';
import type { SettingRemedy } from '../remedies.ts';
import { didYouMean } from '../suggest.ts';
import { temporal } from './temporal.ts';
import { UTC_NAMES, zoneMeanings } from './zone-names.ts';
import type { ZoneMeaning } from './zone-names.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A moment in ms since 1970, or why there is none; `zones` are the answers where only the user knows the zone. */
export type Moment = { at: number } | { problem: string; zones?: readonly string[] };

/**
 * Why what a user calls a time zone is none, with what helps; null: it is one. Zones are names such as
 * `America/New_York`, or minutes from UTC such as `+05:30`. Abbreviations are refused, since `EST` can mean New York or
 * five hours behind UTC all year.
 */
export function whyNoZone(zone: string): { message: string; remedies: SettingRemedy[] } | null {
  if (offsetOf(zone) !== null) return null;
  const meanings = zoneMeanings.get(zone.toUpperCase());
  if (meanings !== undefined) {
    const message = `"${zone}" is an abbreviation, not the name of a time zone.`;
    return { message, remedies: [{ setting: 'zone', values: answersOf(meanings) }] };
  }
  if (/^[A-Za-z]/.test(zone) && isKnown(zone)) return null;
  const meant = didYouMean(zone, Intl.supportedValuesOf('timeZone'));
  const example =
    meant === '' ? ' Zones have names such as America/New_York, or offsets such as +05:30.' : '';
  return {
    message: `"${zone}" is not a time zone.${meant}${example}`,
    remedies: [{ setting: 'zone', values: [] }],
  };
}

/** @throws UserError if a zone is none; see `whyNoZone`. */
export function checkZone(zone: string): void {
  const wrong = whyNoZone(zone);
  if (wrong !== null) throw new UserError('use', wrong.message, { remedies: wrong.remedies });
}

function isKnown(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Minutes ahead of UTC of `Z`, `GMT`, `+0530`, `UTC+5:30`, `-04`; null: it is none of these. */
export function offsetOf(zone: string): number | null {
  const name = zone.toUpperCase();
  if (UTC_NAMES.has(name)) return 0;
  const match = /^(?:UTC|GMT)? ?([+-])(\d{1,2})(?::?(\d\d))?$/.exec(name);
  if (match === null) return null;
  const [, sign, hours, minutes = '0'] = match;
  const ahead = Number(hours) * 60 + Number(minutes);
  if (ahead > 14 * 60 || Number(minutes) > 59) return null;
  return sign === '-' ? -ahead : ahead;
}

/**
 * The moment at which the clocks of a zone show a time.
 *
 * @param wall the time as if it were UTC, ms since 1970
 * @param zone a zone that `checkZone` takes
 */
export function momentInZone(wall: number, zone: string): Moment {
  const offset = offsetOf(zone);
  if (offset !== null) return { at: wall - offset * MINUTE_MS };
  const clock = temporal().Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  const earlier = clock.toZonedDateTime(zone, { disambiguation: 'earlier' }).epochMilliseconds;
  const later = clock.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds;
  if (earlier === later) return { at: earlier };
  return clock.toZonedDateTime(zone, { disambiguation: 'later' }).toPlainDateTime().equals(clock)
    ? { problem: `the clocks of ${zone} showed it twice, when they were put back` }
    : { problem: `the clocks of ${zone} never showed it, since they were put forward` };
}

/** Minutes that the clocks of a zone are ahead of UTC at a moment. */
export function minutesAhead(zone: string, at: number): number {
  const offset = offsetOf(zone);
  if (offset !== null) return offset;
  const { offsetNanoseconds } = temporal().Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return offsetNanoseconds / 60e9;
}

/**
 * The moment at which the clocks of a zone, named as times name it, show a time. An abbreviation that could be several
 * zones, or that contradicts the season (`EST` in July), is only known if the user names the zone.
 *
 * @param given the zone of the file; null: not known
 */
export function momentOfZoneName(wall: number, name: string, given: string | null): Moment {
  if (offsetOf(name) !== null) return momentInZone(wall, name);
  if (name.includes('/')) {
    return isKnown(name) ? momentInZone(wall, name) : { problem: `${name} is not a time zone` };
  }
  const meanings = zoneMeanings.get(name.toUpperCase()) ?? [];
  const [meaning] = meanings;
  if (meaning !== undefined && meanings.length === 1) {
    const moment = meant(wall, meaning);
    if (moment !== null) return moment;
  }
  if (given === null) return { problem: whyUnsure(name, meanings), zones: answersOf(meanings) };
  const moment = momentInZone(wall, given);
  if ('problem' in moment || meanings.length === 0 || fits(given, moment.at, meanings)) return moment;
  return { problem: `${name} is not a time of ${given}` };
}

/** null: daylight saving time was in force and the abbreviation says that it was not, or the reverse. */
function meant(wall: number, { zone, minutes }: ZoneMeaning): Moment | null {
  if (minutes === null) return momentInZone(wall, zone);
  const at = wall - minutes * MINUTE_MS;
  return minutesAhead(zone, at) === minutes ? { at } : null;
}

/** Whether a zone has, now or half a year later, the clocks that an abbreviation stands for. */
function fits(zone: string, at: number, meanings: readonly ZoneMeaning[]): boolean {
  const moments = [at, at + 182 * DAY_MS];
  return meanings.some((meaning) =>
    moments.some(
      (moment) => minutesAhead(zone, moment) === (meaning.minutes ?? minutesAhead(meaning.zone, moment)),
    ),
  );
}

function whyUnsure(name: string, meanings: readonly ZoneMeaning[]): string {
  if (meanings.length === 0) return `${name} is not a known time zone`;
  if (meanings.length > 1) return `${name} stands for several time zones`;
  return `${name} was not in force on that day in ${meanings[0]?.zone}`;
}

function answersOf(meanings: readonly ZoneMeaning[]): string[] {
  const [only] = meanings;
  if (only === undefined) return ['America/New_York', 'Europe/London', '+05:30'];
  if (meanings.length > 1) return meanings.map(({ zone }) => zone);
  return only.minutes === null ? [only.zone] : [only.zone, offsetName(only.minutes)];
}

/** `-05:00` */
function offsetName(minutes: number): string {
  const of = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${of(Math.abs(minutes) / 60)}:${of(Math.abs(minutes) % 60)}`;
}
