/** Which texts a search finds, and in which order: planned here, since SQLite knows nothing of how frequent a word is. */
import { storedSymbol } from './company-spelling.ts';
import { countUpTo, countWords, MOST_COUNTED, newestWith } from './frequent-words.ts';
import { conditionsOf, type SearchQuery } from './search-query.ts';
import type { ReadableStore } from './store.ts';

/**
 * Texts of which there are more are gone through in the order of their times, until a page of them is found; the others
 * are sorted.
 */
const MOST_SORTED = 5000;
/** Up to so many texts that a ticker or a field leaves are held against the words; of more the words are found first. */
const MOST_HELD = 20_000;

interface PageOf {
  offset: number;
  limit: number;
}

/** A page of the ids of texts. */
export interface FoundTexts {
  total: number;
  /** There are more than `total`, which were not counted. */
  more: boolean;
  ids: number[];
}

/** The texts that a search finds, of one ticker or of all, most recent first, those without time last. */
export function foundTexts(
  store: ReadableStore,
  search: SearchQuery,
  symbol: string | null,
  page: PageOf,
): FoundTexts {
  const fields = [...search.fields];
  const values = { ...search.values };
  if (symbol !== null) {
    fields.push(
      'id IN (SELECT document_id FROM mention JOIN company c ON c.id = company_id WHERE c.symbol = @symbol)',
    );
    values['symbol'] = storedSymbol(store, symbol);
  }
  const all = { ...search, fields, values };
  if (fields.length === 0) return byWords(store, all, page);
  return withFewFields(store, all, page) ?? withAnyFields(store, all, page);
}

/** By their words alone, of which the full-text index knows how many texts hold them. */
function byWords(store: ReadableStore, search: SearchQuery, page: PageOf): FoundTexts {
  const { words, whole, unwanted } = search;
  if (words !== null) {
    const count = countWords(store, { words, whole });
    if ('frequent' in count) {
      return newest(newestWith(store, count.frequent, page));
    }
    return ordered(store, conditionsOf(search), { total: count.texts, more: false }, page);
  }
  const all = store.db.prepare<[], number>('SELECT count(*) FROM document').pluck().get()!;
  const total = all - countUpTo(store, unwanted!, all).texts;
  if (total > MOST_COUNTED) {
    const rest = { words: unwanted!, isWanted: false, share: total / all };
    return newest(newestWith(store, rest, page));
  }
  return ordered(store, conditionsOf(search), { total, more: false }, page);
}

function newest(ids: number[]): FoundTexts {
  return { total: MOST_COUNTED, more: true, ids };
}

/** Where few texts fit the fields: the full-text index is gone through and held against them. null: there are more. */
function withFewFields(store: ReadableStore, search: SearchQuery, page: PageOf): FoundTexts | null {
  const { words, unwanted, fields, values } = search;
  const ofFields = `SELECT id FROM document WHERE ${fields.join(' AND ')}`;
  if (countOf(store, ofFields, values, MOST_HELD + 1) > MOST_HELD) return null;
  // With the sign before it the row is not looked up in the index once for each of them, which takes 60 µs.
  const holding = `SELECT rowid FROM document_text WHERE document_text MATCH @words AND +rowid IN (${ofFields})`;
  const found = words !== null ? holding : unwanted !== null ? `${ofFields} EXCEPT ${holding}` : ofFields;
  const ids = store.db
    .prepare<[object], number>(found)
    .pluck()
    .all({ ...values, ...(words === null && unwanted === null ? {} : { words: words ?? unwanted }) });
  const listed = {
    conditions: ['id IN (SELECT value FROM json_each(@ids))'],
    values: { ids: JSON.stringify(ids) },
  };
  return ordered(store, listed, { total: ids.length, more: false }, page);
}

function withAnyFields(store: ReadableStore, search: SearchQuery, page: PageOf): FoundTexts {
  const { conditions, values } = conditionsOf(search);
  const counted = countOf(
    store,
    `SELECT id FROM document WHERE ${conditions.join(' AND ')}`,
    values,
    MOST_COUNTED + 1,
  );
  const total = Math.min(counted, MOST_COUNTED);
  return ordered(store, { conditions, values }, { total, more: counted > total }, page);
}

/** A page of the documents that fit some conditions, of which there are so many. */
function ordered(
  { db }: ReadableStore,
  { conditions, values }: ReturnType<typeof conditionsOf>,
  { total, more }: Omit<FoundTexts, 'ids'>,
  { offset, limit }: PageOf,
): FoundTexts {
  if (offset >= total && !more) return { total, more, ids: [] };
  // With the sign before them SQLite may go through the documents in another order than that of their ids.
  const source =
    total > MOST_SORTED
      ? `document INDEXED BY document_time WHERE ${conditions.map((one) => one.replace(/^id /, '+id ')).join(' AND ')}`
      : `document WHERE ${conditions.join(' AND ')}`;
  const page = db.prepare<[object], number>(
    `SELECT id FROM ${source} ORDER BY published_at DESC, id DESC LIMIT @limit OFFSET @offset`,
  );
  return { total, more, ids: page.pluck().all({ ...values, limit, offset }) };
}

function countOf({ db }: ReadableStore, ids: string, values: SearchQuery['values'], most: number): number {
  return db.prepare<[object], number>(`SELECT count(*) FROM (${ids} LIMIT ${most})`).pluck().get(values)!;
}
