import { z } from 'zod';
import { cleanText } from '../text/clean.ts';
import { outOfRange, readMoment } from './moments.ts';
import type { TimeFormat } from './moments.ts';
import type { Problem } from './outcome.ts';
import { parseTimestamp } from './stockerbot-time.ts';
import { isNothing, notTicker, SYMBOL, tickersOf } from './tickers.ts';
import type { Moment } from './zones.ts';

/** A text with what is known about it, ready to be stored. */
export const tweetSchema = z.object({
  text: z.string(),
  publishedAt: z.number().nullable(),
  author: z.string().nullable(),
  url: z.string().nullable(),
  verified: z.boolean(),
  companies: z.array(z.object({ symbol: z.string(), name: z.string() })),
});
export type Tweet = z.infer<typeof tweetSchema>;

/** The fields of a StockerBot record as they stand in the file. */
export interface TweetFields {
  text: string;
  timestamp: string;
  author: string;
  symbols: string;
  names: string;
  url: string;
  verified: string;
}

const MAX_SYMBOLS_LENGTH = 64;

/** Twitter names the zone of its timestamps, and their months. */
const TWITTER_TIME: TimeFormat = { order: null, zone: null };

/** Checks the fields of a StockerBot record; a wrong one is named with its value. Copies may have other timestamps. */
export function tweetOf(fields: TweetFields): Tweet | Problem {
  const moment = momentOf(fields.timestamp);
  if ('problem' in moment) return wrong('timestamp', moment.problem);
  const text = cleanText(fields.text);
  if (text === '') return wrong('text', 'the text is empty');
  const verified = verifiedOf(fields.verified);
  if (verified === null) {
    return wrong('verified', `the record ends in "${fields.verified.slice(0, 40)}" instead of True or False`);
  }
  const companies = mentionedCompanies(fields.symbols, fields.names);
  if (companies === null) return wrong('symbols', `"${fields.symbols.slice(0, 64)}" is not a ticker`);
  return {
    text,
    publishedAt: moment.at,
    author: fields.author.trim() || null,
    url: fields.url.trim() || null,
    verified,
    companies,
  };
}

/** Whether a field says that an account is verified; null: it says neither. */
export function verifiedOf(field: string): boolean | null {
  if (field === 'False') return false;
  if (/^(?:(?:true|1)(?:\.0)?|yes|y|t|wahr|vrai|verdadero|vero)$/i.test(field)) return true;
  return /^(?:(?:false|0)(?:\.0)?|no|n|f|falsch|faux|falso)$/i.test(field) ? false : null;
}

/** Most timestamps are those of Twitter, whose own parser is many times faster than that of all times. */
function momentOf(timestamp: string): Moment {
  const at = parseTimestamp(timestamp);
  return at === null ? readMoment(timestamp, TWITTER_TIME) : (outOfRange(timestamp, at) ?? { at });
}

/** Checks the fields of a record in the order of the columns of an export, the id first. */
export function tweetOfFields(fields: readonly string[]): Tweet | Problem {
  const [, text = '', timestamp = '', author = '', symbols = '', names = '', url = '', verified = ''] =
    fields;
  return tweetOf({ text, timestamp, author, symbols, names, url, verified });
}

/** A file has few companies and many records; what was worked out is kept, of as many as this. */
const MAX_KNOWN = 10_000;
const known = new Map<string, { names: string; companies: Tweet['companies'] | null }>();

/** The companies of a record; null: its symbols are no tickers. */
export function mentionedCompanies(symbols: string, names: string): Tweet['companies'] | null {
  const last = known.get(symbols);
  if (last?.names === names) return last.companies;
  const companies = splitCompanies(symbols.trim(), names.trim());
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(symbols, { names, companies });
  return companies;
}

/**
 * Several tickers are joined by `-` and their names by `*`: `FB-GOOGL` and `Facebook*Alphabet`. A star alone joins
 * nothing (E*TRADE), nor does a hyphen alone (BRK-B). `ticker` is the heading of the list of tickers that the export
 * was made with, once taken for one.
 *
 * @returns null when there is something that is no ticker.
 */
function splitCompanies(symbols: string, names: string): Tweet['companies'] | null {
  if (isNothing(symbols)) return [];
  if (symbols.length > MAX_SYMBOLS_LENGTH) return null;
  if (!SYMBOL.test(symbols)) return listedCompanies(symbols, isNothing(names) ? '' : names);
  const several = symbols.split('-');
  const theirs = names.split('*');
  const companies =
    several.length === theirs.length
      ? several.map((symbol, i) => ({ symbol, name: theirs[i]?.trim() ?? '' }))
      : [{ symbol: symbols, name: names }];
  return companies.filter(({ symbol, name }) => {
    const heading = symbol === 'ticker' && (name === '' || name === 'name');
    return symbol !== '' && !heading;
  });
}

/** Tickers that are joined as lists are elsewhere; the name is known where there is only one of them. */
function listedCompanies(symbols: string, names: string): Tweet['companies'] | null {
  if (!/^[[({]|[;|]/.test(symbols)) return null;
  const several = tickersOf(symbols);
  if (notTicker(symbols, several) !== null) return null;
  return several.map((symbol) => ({ symbol, name: several.length === 1 ? names : '' }));
}

function wrong(column: string, message: string): Problem {
  return { kind: column, column, message };
}
