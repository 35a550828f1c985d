/** Searching for words that so many texts have that they are neither all counted nor all looked at. */
import type { ReadableStore } from './store.ts';

/** More texts than this with the words of a search are not counted: that would take longer than finding a page of them. */
export const MOST_COUNTED = 100_000;
/** So many more of the newest texts are looked through than should do; where they do not, this many times as many. */
const MORE_THAN_EXPECTED = 1.5;
const MORE_EACH_TIME = 4;

/** How many texts have the words of a search; where more than are counted do, these words as far as that many have them. */
export type WordCount = { frequent: Frequent } | { texts: number };

/** What many texts hold, or do not. */
export interface Frequent {
  /** An expression of FTS5. */
  words: string;
  isWanted: boolean;
  /** About the share of all texts that are found so. */
  share: number;
}

/**
 * Counts the texts with the words of a search. The last word may be the start of another one, but not where the word
 * itself is that frequent: SQLite would put together the texts of all words that begin so.
 */
export function countWords(
  store: ReadableStore,
  { words, whole }: { words: string; whole: string | null },
  most = MOST_COUNTED,
): WordCount {
  const counted = (some: string): WordCount => {
    const { texts, last } = countUpTo(store, some, most + 1);
    return texts > most ? { frequent: { words: some, isWanted: true, share: texts / last } } : { texts };
  };
  const count = whole === null ? null : counted(whole);
  return count !== null && 'frequent' in count ? count : counted(words);
}

/** How many texts have words, as far as that is counted; the index gives the oldest rows first, and `last` is the last one. */
export function countUpTo(
  { db }: ReadableStore,
  words: string,
  most: number,
): { texts: number; last: number } {
  return db
    .prepare<[string, number], { texts: number; last: number }>(
      `SELECT count(*) AS texts, max(id) AS last
       FROM (SELECT rowid AS id FROM document_text WHERE document_text MATCH ? LIMIT ?)`,
    )
    .get(words, most)!;
}

/**
 * A page of the texts with frequent words, or of those without them, most recent first. As many of the newest texts as
 * should do are looked through, and the index is asked about their ids. It is gone through once each time, so few times.
 */
export function newestWith(
  { db }: ReadableStore,
  { words, isWanted, share }: Frequent,
  { offset, limit }: { offset: number; limit: number },
): number[] {
  const newest = db
    .prepare<[number, number], number>(
      'SELECT id FROM document INDEXED BY document_time ORDER BY published_at DESC, id DESC LIMIT ? OFFSET ?',
    )
    .pluck();
  const holding = db
    .prepare<[string, number, number], number>(
      'SELECT rowid FROM document_text WHERE document_text MATCH ? AND rowid BETWEEN ? AND ?',
    )
    .pluck();
  const page: number[] = [];
  let before = offset;
  let size = Math.ceil((MORE_THAN_EXPECTED * (offset + limit)) / share);
  for (let looked = 0; ; size *= MORE_EACH_TIME) {
    const ids = newest.all(size, looked);
    looked += ids.length;
    const [least, greatest] = extent(ids);
    const found = new Set(holding.all(words, least, greatest));
    for (const id of ids) {
      if (found.has(id) !== isWanted || before-- > 0) continue;
      page.push(id);
      if (page.length === limit) return page;
    }
    if (ids.length < size) return page;
  }
}

/** One by one: there may be more of them than a call may have arguments. */
function extent(ids: readonly number[]): [least: number, greatest: number] {
  let [least, greatest] = [Infinity, 0];
  for (const id of ids) {
    least = Math.min(least, id);
    greatest = Math.max(greatest, id);
  }
  return [least, greatest];
}
