/** Searching for words that so many texts have that they are neither all counted nor all looked at. */
import type { ReadableStore } from './store.ts';

/** More texts than this with the words of a search are not counted: that would take longer than finding a page of them. */
export const MOST_COUNTED = 100_000;
/** As many texts for each that is wanted are looked through first, then four times as many. */
const FIRST_LOOK = 8;

/** How many texts have the words of a search; where more than are counted do, the words as far as that many have them. */
export type WordCount = { frequent: string } | { texts: number };

/**
 * Counts the texts with the words of a search. The last word may be the start of another one, but not where the word
 * itself is that frequent: SQLite would put together the texts of all words that begin so.
 */
export function countWords(
  store: ReadableStore,
  { words, whole }: { words: string; whole: string | null },
  most = MOST_COUNTED,
): WordCount {
  if (whole !== null && countUpTo(store, whole, most + 1) > most) return { frequent: whole };
  const texts = countUpTo(store, words, most + 1);
  return texts > most ? { frequent: words } : { texts };
}

function countUpTo({ db }: ReadableStore, words: string, most: number): number {
  return db
    .prepare<[string, number], number>(
      'SELECT count(*) FROM (SELECT 1 FROM document_text WHERE document_text MATCH ? LIMIT ?)',
    )
    .pluck()
    .get(words, most)!;
}

/**
 * A page of the texts with frequent words, most recent first: the newest of all texts are looked through, and the index is
 * asked about their ids alone. Where these lie all over it, all of it is.
 */
export function newestWith(
  { db }: ReadableStore,
  words: string,
  { offset, limit }: { offset: number; limit: number },
): number[] {
  const last = db.prepare<[], number>('SELECT max(id) FROM document').pluck().get()!;
  const newest =
    'SELECT id FROM document INDEXED BY document_time ORDER BY published_at DESC, id DESC LIMIT @looked';
  const range = db.prepare<[object], { least: number; greatest: number }>(
    `SELECT min(id) AS least, max(id) AS greatest FROM (${newest})`,
  );
  const find = db
    .prepare<[object], number>(
      `WITH newest (id) AS MATERIALIZED (${newest})
       SELECT id FROM document
       WHERE id IN (SELECT id FROM newest)
         AND id IN (SELECT rowid FROM document_text WHERE document_text MATCH @words AND rowid BETWEEN @least AND @greatest)
       ORDER BY published_at DESC, id DESC LIMIT @limit OFFSET @offset`,
    )
    .pluck();
  for (let looked = FIRST_LOOK * (offset + limit); ; looked *= 4) {
    let { least, greatest } = range.get({ looked })!;
    if (greatest - least > last / 4) {
      looked = last;
      ({ least, greatest } = range.get({ looked })!);
    }
    const ids = find.all({ words, least, greatest, looked, limit, offset });
    if (ids.length === limit || looked >= last) return ids;
  }
}
