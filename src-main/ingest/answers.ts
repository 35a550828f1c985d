/** What a user said of a file, as data, as settings and in words. */
import { isDeepStrictEqual } from 'node:util';
import { DELIMITER_NAMES } from './layout.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';

/** What a user said of how a file is to be read; what is null or empty is recognised. */
export interface Answers {
  /** The kind of the file. */
  as: string | null;
  reading: Reading;
}

export interface GivenSetting {
  setting: string;
  value: string;
}

/** Whether everything about a file was left to be recognised. */
export function isUnanswered(answers: Answers): boolean {
  return isDeepStrictEqual(answers, { as: null, reading: recognisedReading });
}

/** Answers with those of `others` in their place, where both say something. */
export function withAnswers(answers: Answers, others: Answers): Answers {
  const given = Object.entries(others.reading).filter(([, value]) => value !== null);
  return {
    as: others.as ?? answers.as,
    reading: {
      ...answers.reading,
      ...Object.fromEntries(given),
      columns: { ...answers.reading.columns, ...others.reading.columns },
    },
  };
}

/** Answers as settings with their values, as the command line writes both. */
export function settingsOf({ as, reading }: Answers): GivenSetting[] {
  const { encoding, delimiter, quoted, heading, dates, zone, decimal, ticker, bins, columns } = reading;
  const written: [string, string | null][] = [
    ['as', as],
    ['encoding', encoding],
    ['delimiter', delimiter === null ? null : delimiterValue(delimiter)],
    ['quotes', quoted === null ? null : quoted ? 'enclose' : 'text'],
    ['heading-line', heading === null ? null : String(heading)],
    ['columns', columnsValue(columns)],
    ['dates', dates],
    ['zone', zone],
    ['decimal', decimal],
    ['ticker', ticker],
    ['bins', bins === null ? null : bins.join(',')],
  ];
  return written.flatMap(([setting, value]) => (value === null ? [] : [{ setting, value }]));
}

const words: Readonly<Record<string, (value: string) => string>> = {
  as: (value) => `the kind ${value}`,
  encoding: (value) => `the encoding ${value}`,
  delimiter: (value) => (value === 'lines' ? 'one text per line' : `the delimiter ${value}`),
  quotes: (value) => (value === 'text' ? 'quotes as part of the text' : 'quotes around fields'),
  'heading-line': (value) => (value === '0' ? 'no heading' : `the heading in line ${value}`),
  columns: (value) => `the columns ${value}`,
  dates: (value) => `days as ${orders[value] ?? value}`,
  zone: (value) => `the time zone ${value}`,
  decimal: (value) => `a decimal ${value}`,
  ticker: (value) => `the ticker ${value}`,
  bins: (value) => `the bins ${value}`,
};

const orders: Readonly<Record<string, string>> = {
  mdy: 'month/day/year',
  dmy: 'day/month/year',
  ymd: 'year/month/day',
};

/** Answers in words: `the columns text=2,label=1 and the time zone UTC`. */
export function answersInWords(answers: Answers): string {
  const parts = settingsOf(answers).map(({ setting, value }) => words[setting]?.(value) ?? value);
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
}

function delimiterValue(delimiter: string): string {
  return delimiter === '\n' ? 'lines' : (DELIMITER_NAMES[delimiter] ?? delimiter);
}

function columnsValue(columns: Reading['columns']): string | null {
  const parts = Object.entries(columns).map(([role, names]) => `${role}=${names.join('+')}`);
  return parts.length === 0 ? null : parts.join(',');
}
