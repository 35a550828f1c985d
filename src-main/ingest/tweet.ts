import { z } from 'zod';
import { cleanText } from '../text/clean.ts';
import type { Problem } from './outcome.ts';
import { parseTimestamp } from './stockerbot-time.ts';

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
export const SYMBOL = /^[\p{L}\p{N}][\p{L}\p{N}._/=&^]*(?:-[\p{L}\p{N}._/=&^]+)*$/u;

/** Checks the fields of a StockerBot record; a wrong one is named with its value. */
export function tweetOf(fields: TweetFields): Tweet | Problem {
  const publishedAt = parseTimestamp(fields.timestamp);
  if (publishedAt === null) {
    return wrong('timestamp', `"${fields.timestamp}" is not a time such as "Wed Jul 18 21:33:26 +0000 2018"`);
  }
  const text = cleanText(fields.text);
  if (text === '') return wrong('text', 'the text is empty');
  const verified = /^(true|1)$/i.test(fields.verified);
  if (!verified && !/^(false|0)$/i.test(fields.verified)) {
    return wrong('verified', `the record ends in "${fields.verified.slice(0, 40)}" instead of True or False`);
  }
  const companies = mentionedCompanies(fields.symbols, fields.names);
  if (companies === null) return wrong('symbols', `"${fields.symbols.slice(0, 64)}" is not a ticker`);
  return {
    text,
    publishedAt,
    author: fields.author.trim() || null,
    url: fields.url.trim() || null,
    verified,
    companies,
  };
}

/** Checks the fields of a record in the order of the columns of an export, the id first. */
export function tweetOfFields(fields: readonly string[]): Tweet | Problem {
  const [, text = '', timestamp = '', author = '', symbols = '', names = '', url = '', verified = ''] =
    fields;
  return tweetOf({ text, timestamp, author, symbols, names, url, verified });
}

/** A file has few companies and many records; what was worked out is kept, of as many as this. */
const MAX_KNOWN = 10_000;
const known = new Map<string, Tweet['companies'] | null>();

function mentionedCompanies(symbols: string, names: string): Tweet['companies'] | null {
  const key = `${symbols},${names}`;
  let companies = known.get(key);
  if (companies === undefined) {
    companies = splitCompanies(symbols.trim(), names.trim());
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(key, companies);
  }
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
  if (symbols === '') return [];
  if (symbols.length > MAX_SYMBOLS_LENGTH || !SYMBOL.test(symbols)) return null;
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

function wrong(column: string, message: string): Problem {
  return { kind: column, column, message };
}
