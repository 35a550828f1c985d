/** What a person types into a search: words, phrases, alternatives, exclusions and fields. */
import { HAS_WORD, type Term, spanOf, termsOf } from '../search-terms.ts';
import { sameAuthor } from './author-spellings.ts';
import { matchExpression } from './full-text.ts';

/**
 * What is looked for. `words` is the FTS5 expression of what a text has to hold, less what it must not; null: any text.
 * `whole` is the same where the last word is no start of another one; null: it is none in `words` either. `unwanted` is
 * what a text must not hold where nothing else is said of its words. `fields` are conditions on `document` columns (or
 * those of a document `d` that stands alone), with the values of their parameters.
 */
export interface SearchQuery {
  words: string | null;
  whole: string | null;
  unwanted: string | null;
  fields: string[];
  values: Record<string, string | number>;
}

/**
 * The parts of a query such as `"profit warning" OR guidance -tesla author:Reuters date:2018-07-18 label:negative`.
 * Words are all wanted, unless OR stands between two; the last word may be the start of one. `date:` takes a year, a
 * month or a day, `from:` and `to:` a time as well, all in UTC, and texts `to:` a time are before it. A value that is
 * none finds nothing; `searchProblem` says so. `label:` takes a label as it is stored or the name of its class.
 *
 * @returns null when it holds nothing to look for
 */
export function searchQuery(query: string): SearchQuery | null {
  const terms = termsOf(query);
  const positive = terms.filter(({ field, not }) => field === null && !not);
  const wanted = alternatives(positive, true);
  const not = terms.filter(({ field, not, text }) => field === null && not && HAS_WORD.test(text));
  const fields = terms.filter(({ field }) => field !== null);
  if (wanted.length + not.length + fields.length === 0) return null;
  const found: SearchQuery = { words: null, whole: null, unwanted: null, fields: [], values: {} };
  const unwanted = not.length === 0 ? null : not.map(({ text }) => quoted(text)).join(' OR ');
  if (wanted.length > 0) {
    found.words = without(expressionOf(wanted), unwanted);
    const whole = without(expressionOf(alternatives(positive, false)), unwanted);
    if (whole !== found.words) found.whole = whole;
  } else found.unwanted = unwanted;
  for (const [at, term] of fields.entries()) addField(found, term, at);
  return found;
}

/** All that is looked for as conditions on a document, as `SearchQuery` has those of its fields. */
export function conditionsOf({ words, unwanted, fields, values }: SearchQuery): {
  conditions: string[];
  values: SearchQuery['values'];
} {
  const conditions = [...fields];
  const all = { ...values };
  if (words !== null) {
    conditions.push(`id IN (${WITH_WORDS})`);
    all['words'] = words;
  }
  if (unwanted !== null) {
    conditions.push(`id NOT IN (${WITH_WORDS})`);
    all['words'] = unwanted;
  }
  return { conditions, values: all };
}

const WITH_WORDS = 'SELECT rowid FROM document_text WHERE document_text MATCH @words';

function without(wanted: string, unwanted: string | null): string {
  return unwanted === null ? wanted : `(${wanted}) NOT (${unwanted})`;
}

function expressionOf(groups: readonly string[][]): string {
  return groups.map((group) => (group.length === 1 ? group[0]! : `(${group.join(' OR ')})`)).join(' AND ');
}

/**
 * Groups of FTS5 terms: of each group one has to occur.
 *
 * @param isUnfinished the last word that was typed may be the start of one
 */
function alternatives(terms: readonly Term[], isUnfinished: boolean): string[][] {
  const groups: string[][] = [];
  const words = terms.filter(({ text }) => HAS_WORD.test(text));
  for (const [at, { text, phrase, or }] of words.entries()) {
    const isStart = !phrase && (text.endsWith('*') || (isUnfinished && at === words.length - 1));
    const expression = phrase
      ? quoted(text)
      : isStart
        ? (matchExpression(text) ?? quoted(text))
        : quoted(text);
    const last = groups.at(-1);
    if (or && last) last.push(expression);
    else groups.push([expression]);
  }
  return groups;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', ' ')}"`;
}

function addField(found: SearchQuery, { field, not, text }: Term, at: number): void {
  const name = `field${at}`;
  const add = (sql: string): void => void found.fields.push(not ? `NOT coalesce(${sql}, 0)` : sql);
  if (field === 'author') {
    const { sql, values } = sameAuthor(name, text.replace(/^@/, ''));
    Object.assign(found.values, values);
    add(sql);
  } else if (field === 'label') {
    const [, scheme, value] = /^(?:([^=]*)=)?(.*)$/u.exec(text) ?? [];
    found.values[name] = value ?? '';
    if (scheme !== undefined) found.values[`${name}scheme`] = scheme;
    const inScheme = scheme === undefined ? '' : ` AND l.scheme = @${name}scheme`;
    add(
      value === 'none' && scheme === undefined
        ? 'id NOT IN (SELECT document_id FROM label)'
        : `id IN (SELECT l.document_id FROM label l WHERE (l.value = @${name} COLLATE NOCASE OR (l.scheme, l.value) IN (SELECT scheme, value FROM class_name WHERE name = @${name} COLLATE NOCASE))${inScheme})`,
    );
    if (value === 'none' && scheme === undefined) delete found.values[name];
  } else {
    const span = spanOf(text);
    if (span === null) {
      found.fields.push('false');
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
