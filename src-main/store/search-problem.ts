/** Why a search finds nothing, where that is not a matter of its words. */
import { namesIn, withValue } from '../class-names.ts';
import { searchProblem, termsOf } from '../search-terms.ts';
import { didYouMean } from '../suggest.ts';
import { sameAuthor, sameStart } from './author-spellings.ts';
import { classNames } from './class-names.ts';
import type { ReadableStore } from './store.ts';

/** So many values of a label are named. */
const MOST_NAMED = 12;

/**
 * A sentence on what in a search the workspace does not have: a label, a scheme or an author; or on a date that is none.
 * null: nothing of that is wrong.
 */
export function whyNothing(store: ReadableStore, query: string): string | null {
  const wrong = searchProblem(query);
  if (wrong !== null) return wrong;
  const sentences = termsOf(query).map(({ field, not, text }) => {
    if (not) return null;
    if (field === 'label') return noSuchLabel(store, text);
    return field === 'author' ? noSuchAuthor(store, text.replace(/^@/, '')) : null;
  });
  return sentences.find((sentence) => sentence !== null) ?? null;
}

function noSuchLabel(store: ReadableStore, text: string): string | null {
  const [, scheme, value = ''] = /^(?:([^=]*)=)?(.*)$/u.exec(text) ?? [];
  if (value === 'none' && scheme === undefined) return null;
  const all = store.db
    .prepare<[], { scheme: string; value: string; texts: number }>(
      'SELECT scheme, value, count(DISTINCT document_id) AS texts FROM label GROUP BY scheme, value ORDER BY texts DESC, value',
    )
    .all();
  if (all.length === 0) return 'No text of this workspace has a label yet.';
  const schemes = [...new Set(all.map((one) => one.scheme))].toSorted();
  if (scheme !== undefined && !schemes.includes(scheme)) {
    return `There is no label scheme “${scheme}”.${didYouMean(scheme, schemes)} The schemes are ${schemes.join(', ')}.`;
  }
  const own = all.filter((one) => scheme === undefined || one.scheme === scheme);
  const names = classNames(store);
  const called = own.map((one) => ({ value: one.value, nameOf: namesIn(names, one.scheme) }));
  const said = called.flatMap((one) => [one.value, one.nameOf(one.value)]);
  if (said.some((one) => one.toLowerCase() === value.toLowerCase())) return null;
  const values = [...new Set(called.map((one) => withValue(one.value, one.nameOf)))];
  const more = values.length > MOST_NAMED ? ` and ${values.length - MOST_NAMED} more` : '';
  const there = values.slice(0, MOST_NAMED).join(', ');
  const where = scheme === undefined ? '' : ` in the scheme “${scheme}”`;
  return `No text has the label “${value}”${where}.${didYouMean(value, said)} The labels are ${there}${more}.`;
}

function noSuchAuthor({ db }: ReadableStore, author: string): string | null {
  const same = sameAuthor('author', author);
  const isThere = db.prepare<[object]>(`SELECT 1 FROM document WHERE ${same.sql} LIMIT 1`).get(same.values);
  if (isThere !== undefined) return null;
  const any = db.prepare('SELECT 1 FROM document WHERE author IS NOT NULL LIMIT 1').get();
  if (any === undefined) return 'No text of this workspace has an author.';
  const alike = sameStart('author', author);
  const known = db
    .prepare<[object], string>(`SELECT DISTINCT author FROM document WHERE ${alike.sql}`)
    .pluck()
    .all(alike.values);
  return `No text is by an author “${author}”.${didYouMean(author, known)}`;
}
