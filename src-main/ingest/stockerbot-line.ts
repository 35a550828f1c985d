import { findTimestamp } from './stockerbot-time.ts';
import type { Problem } from './outcome.ts';
import { tweetOf } from './tweet.ts';
import type { Tweet, TweetFields } from './tweet.ts';

/** What an id looks like, also after a spreadsheet had it: `1.0197E+18`. */
const ID = /^"?\d[\d.]*(?:E\+?\d+)?"?$/i;

/** Whether a line begins like a record: with an id and a comma. */
export function beginsWithId(line: string): boolean {
  const comma = line.indexOf(',');
  return comma !== -1 && ID.test(line.slice(0, comma));
}

/** Whether a line is the heading of a StockerBot export. */
export function isHeading(line: string): boolean {
  return /^["\s]*id["\s]*,["\s]*text["\s]*,["\s]*timestamp\b/i.test(line);
}

/**
 * Reads a record of `id,text,timestamp,source,symbols,company_names,url,verified` that was written without quoting:
 * the timestamp is found first, and the fields are counted from both ends, so that commas in the text, the names and
 * the link stay where they are. Empty columns at the end are left out.
 */
export function readStockerBotLine(line: string): Tweet | Problem {
  const fields = stockerBotFields(line);
  return 'kind' in fields ? fields : tweetOf(fields);
}

/** The fields of such a record as they stand in the file, and its id. */
export function stockerBotFields(line: string): (TweetFields & { id: string }) | Problem {
  const anchor = findTimestamp(line);
  if (anchor === null) {
    return { kind: 'timestamp', column: 'timestamp', message: 'the record has no timestamp' };
  }
  const idEnd = line.indexOf(',');
  if (idEnd >= anchor.start - 1 || !ID.test(line.slice(0, idEnd))) {
    const start = line.slice(0, 40);
    return {
      kind: 'id',
      column: 'id',
      message: `the record begins with "${start}" instead of an id and a text`,
    };
  }
  const tail = withoutEmptyColumns(line.slice(anchor.end + 1));
  const authorEnd = tail.indexOf(',');
  const symbolsEnd = tail.indexOf(',', authorEnd + 1);
  const verifiedStart = tail.lastIndexOf(',') + 1;
  if (authorEnd === -1 || symbolsEnd === -1 || verifiedStart <= symbolsEnd + 1) {
    return {
      kind: 'columns',
      column: null,
      message: 'fewer than five columns follow the timestamp: source, symbols, company_names, url, verified',
    };
  }
  const middle = tail.slice(symbolsEnd + 1, verifiedStart - 1);
  const urlStart = startOfUrl(middle);
  if (urlStart === -1) {
    return { kind: 'columns', column: null, message: 'company_names and url are not two columns' };
  }
  return {
    id: line.slice(0, idEnd),
    text: line.slice(idEnd + 1, anchor.start - 1),
    timestamp: line.slice(anchor.start, anchor.end),
    author: tail.slice(0, authorEnd),
    symbols: tail.slice(authorEnd + 1, symbolsEnd),
    names: middle.slice(0, urlStart - 1),
    url: middle.slice(urlStart),
    verified: tail.slice(verifiedStart),
  };
}

/** Where the link begins in `company_names,url`; either may hold commas. */
function startOfUrl(middle: string): number {
  if (isLinkAt(middle, 0)) return -1;
  let comma = middle.indexOf(',http');
  while (comma !== -1 && !isLinkAt(middle, comma + 1)) comma = middle.indexOf(',http', comma + 1);
  return comma === -1 ? middle.lastIndexOf(',') + 1 || -1 : comma + 1;
}

function isLinkAt(text: string, at: number): boolean {
  return text.startsWith('https://', at) || text.startsWith('http://', at);
}

function withoutEmptyColumns(tail: string): string {
  let end = tail.length;
  while (end > 0 && ', \t\r'.includes(tail[end - 1]!)) end--;
  return tail.slice(0, end);
}
