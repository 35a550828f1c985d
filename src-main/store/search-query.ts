/** What a person types into a search: words, phrases, alternatives, exclusions and fields. */
import { HAS_WORD, type Term, spanOf, termsOf } from '../search-terms.ts';
import { matchExpression } from './full-text.ts';

/**
 * Conditions on `document` columns (or those of a document `d` that stands alone), with the values of their parameters.
 * `words` is the FTS5 expression of what a text has to hold; null: only other conditions. `whole` is the same where the
 * last word is no start of another one; null: it is none in `words` either.
 */
export interface SearchQuery {
  words: string | null;
  whole: string | null;
  conditions: string[];
  values: Record<string, string | number>;
}

/**
 * The conditions of a query such as `"profit warning" OR guidance -tesla author:Reuters date:2018-07-18 label:negative`.
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
  const unwanted = terms.filter(({ field, not, text }) => field === null && not && HAS_WORD.test(text));
  const fields = terms.filter(({ field }) => field !== null);
  if (wanted.length + unwanted.length + fields.length === 0) return null;
  const found: SearchQuery = { words: null, whole: null, conditions: [], values: {} };
  if (wanted.length > 0) {
    found.words = expressionOf(wanted);
    const whole = expressionOf(alternatives(positive, false));
    if (whole !== found.words) found.whole = whole;
  }
  if (unwanted.length > 0) {
    found.values['unwanted'] = unwanted.map(({ text }) => quoted(text)).join(' OR ');
    found.conditions.push('id NOT IN (SELECT rowid FROM document_text WHERE document_text MATCH @unwanted)');
  }
  for (const [at, term] of fields.entries()) addField(found, term, at);
  return found;
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
        : `id IN (SELECT l.document_id FROM label l WHERE (l.value = @${name} COLLATE NOCASE OR (l.scheme, l.value) IN (SELECT scheme, value FROM class_name WHERE name = @${name} COLLATE NOCASE))${inScheme})`,
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
