/** What a person types into a search: words, phrases, alternatives, exclusions and fields. */
import { matchExpression } from './full-text.ts';

/**
 * Conditions on `document` columns (or those of a document `d` that stands alone), with the values of their parameters.
 * `words` is the FTS5 expression of what a text has to hold; null: only other conditions.
 */
export interface SearchQuery {
  words: string | null;
  conditions: string[];
  values: Record<string, string | number>;
}

/** A field in front of a value, a minus sign before either, a phrase in quotes or a word; of the last, quotes may be open. */
const TOKEN = /(-?)(?:(author|date|from|to|label):)?(?:"([^"]*)"?|(\S+))/giu;
const HAS_WORD = /[\p{L}\p{N}]/u;
const DAY_MS = 86_400_000;

interface Term {
  field: string | null;
  not: boolean;
  phrase: boolean;
  text: string;
}

/**
 * The conditions of a query such as `"profit warning" OR guidance -tesla author:Reuters date:2018-07-18 label:negative`.
 * Words are all wanted, unless OR stands between two; the last word may be the start of one. `date:` takes a year, a
 * month or a day, `from:` and `to:` a time as well, all in UTC, and texts `to:` a time are before it. A value that is
 * none finds nothing.
 *
 * @returns null when it holds nothing to look for
 */
export function searchQuery(query: string): SearchQuery | null {
  const terms = termsOf(query);
  const wanted = alternatives(terms.filter(({ field, not }) => field === null && !not));
  const unwanted = terms.filter(({ field, not, text }) => field === null && not && HAS_WORD.test(text));
  const fields = terms.filter(({ field }) => field !== null);
  if (wanted.length + unwanted.length + fields.length === 0) return null;
  const found: SearchQuery = { words: null, conditions: [], values: {} };
  if (wanted.length > 0) {
    found.words = wanted
      .map((group) => (group.length === 1 ? group[0]! : `(${group.join(' OR ')})`))
      .join(' AND ');
  }
  if (unwanted.length > 0) {
    found.values['unwanted'] = unwanted.map(({ text }) => quoted(text)).join(' OR ');
    found.conditions.push('id NOT IN (SELECT rowid FROM document_text WHERE document_text MATCH @unwanted)');
  }
  for (const [at, term] of fields.entries()) addField(found, term, at);
  return found;
}

function termsOf(query: string): (Term & { or: boolean })[] {
  let or = false;
  return [...query.replaceAll('\0', ' ').matchAll(TOKEN)].flatMap(([whole, minus, field, phrase, word]) => {
    if (whole === 'OR') {
      or = true;
      return [];
    }
    // A minus sign before a digit is of a number.
    const isNumber = field === undefined && phrase === undefined && /^\d/.test(word ?? '');
    const term = {
      field: field?.toLowerCase() ?? null,
      not: minus === '-' && !isNumber,
      phrase: phrase !== undefined,
      text: phrase ?? word ?? '',
      or,
    };
    or = false;
    return [term];
  });
}

/** Groups of FTS5 terms: of each group one has to occur. The last word that was typed may be the start of one. */
function alternatives(terms: readonly (Term & { or?: boolean })[]): string[][] {
  const groups: string[][] = [];
  const words = terms.filter(({ text }) => HAS_WORD.test(text));
  for (const [at, { text, phrase, or }] of words.entries()) {
    const isStart = !phrase && (text.endsWith('*') || at === words.length - 1);
    const expression = phrase
      ? quoted(text)
      : isStart
        ? (matchExpression(text) ?? quoted(text))
        : quoted(text);
    const last = groups.at(-1);
    if (or === true && last) last.push(expression);
    else groups.push([expression]);
  }
  return groups;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', ' ')}"`;
}

function addField(found: SearchQuery, { field, not, text }: Term, at: number): void {
  const name = `field${at}`;
  const add = (sql: string): void => void found.conditions.push(not ? `NOT coalesce(${sql}, 0)` : sql);
  if (field === 'author') {
    found.values[name] = text.replace(/^@/, '');
    add(`author = @${name} COLLATE NOCASE`);
  } else if (field === 'label') {
    const [, scheme, value] = /^(?:([^=]*)=)?(.*)$/u.exec(text) ?? [];
    found.values[name] = value ?? '';
    if (scheme !== undefined) found.values[`${name}scheme`] = scheme;
    const inScheme = scheme === undefined ? '' : ` AND l.scheme = @${name}scheme`;
    add(
      value === 'none' && scheme === undefined
        ? 'id NOT IN (SELECT document_id FROM label)'
        : `id IN (SELECT l.document_id FROM label l WHERE l.value = @${name} COLLATE NOCASE${inScheme})`,
    );
    if (value === 'none' && scheme === undefined) delete found.values[name];
  } else {
    const span = spanOf(text);
    if (span === null) {
      found.conditions.push('false');
      return;
    }
    const [from, to] = span;
    if (field !== 'to') found.values[`${name}from`] = from;
    if (field !== 'from') found.values[`${name}to`] = field === 'to' ? from : to;
    if (field === 'date') add(`published_at >= @${name}from AND published_at < @${name}to`);
    else if (field === 'from') add(`published_at >= @${name}from`);
    else add(`published_at < @${name}to`);
  }
}

/** A year, a month, a day, or a minute of it, in UTC: from when until before when; null: it is none. */
function spanOf(text: string): [from: number, to: number] | null {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?$/i.exec(text);
  if (found === null) return null;
  const [, year, month, day, hour, minute] = found.map((part) => (part === undefined ? null : Number(part)));
  const from = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0);
  // 2018-02-31 is no day.
  if (new Date(from).toISOString().slice(0, text.length).toUpperCase() !== text.toUpperCase()) return null;
  if (minute !== null && minute !== undefined) return [from, from + 60_000];
  if (day !== null && day !== undefined) return [from, from + DAY_MS];
  if (month !== null && month !== undefined) return [from, Date.UTC(year ?? 0, month, 1)];
  return [from, Date.UTC((year ?? 0) + 1, 0, 1)];
}
