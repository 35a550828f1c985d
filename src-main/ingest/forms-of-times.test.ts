/** Drawn moments, written by JavaScript in the forms that files have, are read back or refused, never as other ones. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMoment } from './moments.ts';
import type { TimeFormat } from './moments.ts';
import type { DateOrder } from './reading.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const ZONES = [
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
];

/** A moment in one form: the text, the format of its file, and the moment in the precision of the form. */
interface Written {
  text: string;
  at: number;
  order?: DateOrder;
  zone?: string;
}
type Form = (at: number, zone: string) => Written;

const down = (at: number, unit: number): number => Math.floor(at / unit) * unit;
/** `20180718213326123` */
const digits = (at: number): string => new Date(at).toISOString().replaceAll(/\D/g, '');
const endOfDay = (at: number): number => down(at, DAY) + DAY - 1;

function intl(locale: string, options: Intl.DateTimeFormatOptions, unit: number, order?: DateOrder): Form {
  return (at, zone) => ({
    text: new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(at),
    at: down(at, unit),
    zone,
    ...(order !== undefined && { order }),
  });
}

function since1970(write: (at: number) => string, unit = 1): Form {
  return (at) => ({ text: write(at), at: down(at, unit) });
}

/** `Wed, 18 Jul 2018 21:33:26 GMT` in its parts. */
const parts = (at: number): string[] => new Date(at).toUTCString().replace(',', '').split(' ');

const FORMS: Readonly<Record<string, Form>> = {
  iso: since1970((at) => new Date(at).toISOString()),
  isoBlank: since1970((at) => new Date(at).toISOString().replace('T', ' ').replace('Z', '+00:00')),
  isoBasic: since1970((at) => `${digits(at).slice(0, 8)}T${digits(at).slice(8, 14)}Z`, 1000),
  isoMicroseconds: since1970((at) => new Date(at).toISOString().replace('Z', '456')),
  rfc2822: since1970((at) => new Date(at).toUTCString(), 1000),
  rfc2822Offset: since1970((at) => new Date(at).toUTCString().replace('GMT', '+0000 (UTC)'), 1000),
  twitter: since1970((at) => {
    const [weekday, day, month, year, time] = parts(at);
    return `${weekday} ${month} ${day} ${time} +0000 ${year}`;
  }, 1000),
  java: since1970((at) => {
    const [weekday, day, month, year, time] = parts(at);
    return `${weekday} ${month} ${day} ${time} UTC ${year}`;
  }, 1000),
  git: since1970((at) => {
    const [weekday, day, month, year, time] = parts(at);
    return `${weekday} ${month} ${Number(day)} ${time} ${year} +0000`;
  }, 1000),
  webServer: since1970((at) => {
    const [, day, month, year, time] = parts(at);
    return `${day}/${month}/${year}:${time} +0000`;
  }, 1000),
  oracleDay: (at) => {
    const [, day, month, year = ''] = parts(at);
    return { text: `${day}-${month}-${year.slice(2)}`, at: endOfDay(at) };
  },
  upperCaseDay: (at) => {
    const [, day, month = '', year] = parts(at);
    return { text: `${day} ${month.toUpperCase()} ${year}`, at: endOfDay(at) };
  },
  isoDay: (at) => ({ text: new Date(at).toISOString().slice(0, 10), at: endOfDay(at) }),
  compactDay: (at) => ({ text: digits(at).slice(0, 8), at: endOfDay(at) }),
  compactMinutes: since1970((at) => digits(at).slice(0, 12), MINUTE),
  compactSeconds: since1970((at) => digits(at).slice(0, 14), 1000),
  compactMilliseconds: since1970((at) => digits(at)),
  seconds: since1970((at) => String(Math.floor(at / 1000)), 1000),
  secondsFloat: since1970((at) => String(at / 1000)),
  secondsFixed: since1970((at) => (at / 1000).toFixed(9)),
  secondsScientific: since1970((at) => (at / 1000).toExponential(12)),
  secondsRounded: since1970((at) => (at / 1000).toExponential(6), 1000),
  milliseconds: since1970(String),
  millisecondsFloat: since1970((at) => `${at}.0`),
  millisecondsRounded: since1970((at) => at.toExponential(5)),
  microseconds: since1970((at) => `${at}789`),
  nanoseconds: since1970((at) => `${at}123456`),
  nanosecondsDouble: since1970((at) => (at * 1e6).toExponential(18)),
  enUsFull: intl('en-US', { dateStyle: 'full', timeStyle: 'long' }, 1000),
  enUsLong: intl('en-US', { dateStyle: 'long', timeStyle: 'medium' }, 1000),
  enUsMedium: intl('en-US', { dateStyle: 'medium', timeStyle: 'short' }, MINUTE),
  enUsShort: intl('en-US', { dateStyle: 'short', timeStyle: 'short' }, MINUTE, 'mdy'),
  enGbFull: intl('en-GB', { dateStyle: 'full', timeStyle: 'long' }, 1000),
  enGbLong: intl('en-GB', { dateStyle: 'long', timeStyle: 'short' }, MINUTE),
  enGbShort: intl('en-GB', { dateStyle: 'short', timeStyle: 'medium' }, 1000, 'dmy'),
  enCaMedium: intl('en-CA', { dateStyle: 'medium', timeStyle: 'medium' }, 1000),
  deShort: intl('de-DE', { dateStyle: 'short', timeStyle: 'medium' }, 1000, 'dmy'),
  svShort: intl('sv-SE', { dateStyle: 'short', timeStyle: 'medium' }, 1000),
  jaMedium: intl('ja-JP', { dateStyle: 'medium', timeStyle: 'medium' }, 1000),
  zhLong: intl('zh-CN', { dateStyle: 'long', timeStyle: 'medium' }, 1000),
};

/** What is never refused: forms that name the moment whole, in UTC or since 1970. */
const CERTAIN = Object.keys(FORMS).filter(
  (name) => !name.endsWith('Rounded') && !/^(?:en|de|sv|ja|zh)/.test(name),
);

const moments = fc
  .date({ min: new Date('1990-01-02'), max: new Date(Date.now() - DAY), noInvalidDate: true })
  .map((date) => date.getTime());

function read({ text, order, zone }: Written): ReturnType<typeof readMoment> {
  const format: TimeFormat = { order: order ?? null, zone: zone ?? null };
  return readMoment(text, format);
}

test('5,000 drawn moments in every form are read back to the unit that is written, or refused', () => {
  const outcomes = new Map<string, { right: number; refused: Set<string> }>();
  const names = Object.keys(FORMS);
  fc.assert(
    fc.property(moments, fc.constantFrom(...ZONES), fc.constantFrom(...names), (at, zone, name) => {
      const written = FORMS[name]!(at, zone);
      const moment = read(written);
      const outcome = outcomes.get(name) ?? { right: 0, refused: new Set<string>() };
      outcomes.set(name, outcome);
      // What is refused is not wrong.
      const found = 'at' in moment ? moment.at : written.at;
      expect([name, written.text, found]).toEqual([name, written.text, written.at]);
      if ('at' in moment) outcome.right += 1;
      else outcome.refused.add(moment.problem.replace(/^"[^"]*"/, ''));
    }),
    { numRuns: 5000 },
  );
  for (const name of names.filter((one) => !one.endsWith('Rounded'))) {
    expect([name, outcomes.get(name)?.right]).not.toEqual([name, 0]);
  }
  for (const name of CERTAIN) {
    expect([name, ...(outcomes.get(name)?.refused ?? [])]).toEqual([name]);
  }
});
