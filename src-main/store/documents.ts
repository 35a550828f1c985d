import { storedSymbol } from './company-spelling.ts';
import type { ReadableStore } from './store.ts';
import { foundTexts } from './found-texts.ts';
import { originRank } from './labels.ts';
import { searchQuery } from './search-query.ts';
import type { DocumentRow, HistogramBin, Page } from './types.ts';

interface StoredDocument {
  id: number;
  text: string;
  publishedAt: number | null;
  author: string | null;
  url: string | null;
  verified: number;
  retweet: number;
  nearDuplicateGroup: number;
}

/** A page of texts. */
export interface Timeline extends Page<DocumentRow> {
  /** There are more than `total`, which were not counted. */
  more: boolean;
}

/** The document of an id, or null. */
export function documentById(store: ReadableStore, id: number): DocumentRow | null {
  return documentsByIds(store, [id])[0] ?? null;
}

/** Documents in the order of their ids in `ids`; ids that do not exist are left out. */
export function documentsByIds(store: ReadableStore, ids: readonly number[]): DocumentRow[] {
  const list = JSON.stringify(ids);
  const symbols = Map.groupBy(
    store.db
      .prepare<[string], { document: number; symbol: string }>(
        `SELECT m.document_id AS document, c.symbol FROM mention m JOIN company c ON c.id = m.company_id
         WHERE m.document_id IN (SELECT value FROM json_each(?)) ORDER BY c.symbol`,
      )
      .all(list),
    (row) => row.document,
  );
  const labels = Map.groupBy(
    store.db
      .prepare<[string], { document: number } & DocumentRow['labels'][number]>(
        `SELECT l.document_id AS document, l.scheme, l.value, l.origin, l.confidence FROM label l
         WHERE l.document_id IN (SELECT value FROM json_each(?)) ORDER BY l.scheme, ${originRank('l')}`,
      )
      .all(list),
    (row) => row.document,
  );
  return store.db
    .prepare<[string], StoredDocument>(
      `SELECT d.id, d.text, d.published_at AS publishedAt, d.author, d.url, d.verified, d.retweet,
              d.near_duplicate_group AS nearDuplicateGroup
       FROM json_each(?) AS wanted JOIN document d ON d.id = wanted.value ORDER BY wanted.key`,
    )
    .all(list)
    .map((row) =>
      Object.assign(row, {
        verified: row.verified === 1,
        retweet: row.retweet === 1,
        symbols: (symbols.get(row.id) ?? []).map(({ symbol }) => symbol),
        labels: (labels.get(row.id) ?? []).map(({ scheme, value, origin, confidence }) => ({
          scheme,
          value,
          origin,
          confidence,
        })),
      }),
    );
}

/**
 * Documents of a ticker (or of all), most recent first, those without time last. A query leaves those that it finds:
 * `searchQuery` says how it is written.
 */
export function timeline(
  store: ReadableStore,
  ask: { symbol: string | null; query: string; offset: number; limit: number },
): Timeline {
  const { symbol, query, ...page } = ask;
  if (query.trim() === '')
    return symbol === null ? timelineOfAll(store, page) : timelineOf(store, symbol, page);
  const search = searchQuery(query);
  // Nothing but punctuation: no document holds such a word.
  if (search === null) return { total: 0, more: false, rows: [] };
  const { ids, ...counted } = foundTexts(store, search, symbol, page);
  return { ...counted, rows: documentsByIds(store, ids) };
}

function timelineOfAll(store: ReadableStore, { offset, limit }: { offset: number; limit: number }): Timeline {
  const total = store.db.prepare<[], number>('SELECT count(*) FROM document').pluck().get() ?? 0;
  const ids = store.db
    .prepare<[number, number], number>(
      'SELECT id FROM document ORDER BY published_at DESC, id DESC LIMIT ? OFFSET ?',
    )
    .pluck()
    .all(limit, offset);
  return { total, more: false, rows: documentsByIds(store, ids) };
}

/** The same of a ticker without a query: its mentions stand in this order in their index, which is all that is read. */
function timelineOf(
  store: ReadableStore,
  symbol: string,
  { offset, limit }: { offset: number; limit: number },
): Timeline {
  const mentions = 'mention WHERE company_id = (SELECT id FROM company WHERE symbol = ?)';
  const stored = storedSymbol(store, symbol);
  const total =
    store.db.prepare<[string], number>(`SELECT count(*) FROM ${mentions}`).pluck().get(stored) ?? 0;
  // Those without time have one below all others.
  const ids = store.db
    .prepare<[string, number, number], number>(
      `SELECT document_id FROM ${mentions} ORDER BY published_at DESC, document_id DESC LIMIT ? OFFSET ?`,
    )
    .pluck()
    .all(stored, limit, offset);
  return { total, more: false, rows: documentsByIds(store, ids) };
}

/**
 * Documents over time, of one ticker or of all: `bins` equal bins from the first to the last, each from `from` up to
 * but not including `to`. No document with a time: no bins.
 */
export function histogram(
  store: ReadableStore,
  ask: { symbol: string | null; bins: number },
): HistogramBin[] {
  const source =
    ask.symbol === null
      ? 'SELECT published_at AS at FROM document WHERE published_at IS NOT NULL'
      : `SELECT published_at AS at FROM mention JOIN company c ON c.id = company_id
         WHERE c.symbol = ? AND published_at >= -8640000000000000`;
  const values = ask.symbol === null ? [] : [storedSymbol(store, ask.symbol)];
  const range = store.db
    .prepare<string[], { first: number | null; last: number }>(
      `SELECT min(at) AS first, max(at) AS last FROM (${source})`,
    )
    .get(...values);
  if (range === undefined || range.first === null) return [];
  const { first } = range;
  // The last document lies inside the last bin, not on its end.
  const span = range.last + 1 - first;
  const from = (bin: number): number => first + (bin * span) / ask.bins;
  const counted = store.db
    .prepare<(string | number)[], [number, number]>(
      `SELECT CAST((at - ?) * ? / ? AS INTEGER) AS bin, count(*) FROM (${source}) GROUP BY bin`,
    )
    .raw()
    .all(first, ask.bins, span, ...values);
  const bins = Array.from({ length: ask.bins }, (_, i) => ({ from: from(i), to: from(i + 1), count: 0 }));
  for (const [bin, count] of counted) bins[bin]!.count = count;
  return bins;
}
