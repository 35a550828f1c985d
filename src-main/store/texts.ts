import type { ReadableStore } from './store.ts';
import { streamed } from './table.ts';

/** Texts of these documents, by id; unknown ids are left out. */
export function textsByIds(store: ReadableStore, ids: Iterable<number>): Map<number, string> {
  const rows = store.db
    .prepare<[string], { id: number; text: string }>(
      'select id, text from document where id in (select value from json_each(?))',
    )
    .all(JSON.stringify([...ids]));
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** Stored near-duplicate groups of these documents, by id; unknown ids are left out. */
export function groupsByIds(store: ReadableStore, ids: Iterable<number>): Map<number, number> {
  const rows = store.db
    .prepare<[string], [number, number]>(
      'SELECT id, near_duplicate_group FROM document WHERE id IN (SELECT value FROM json_each(?))',
    )
    .raw()
    .all(JSON.stringify([...ids]));
  return new Map(rows);
}

/** When these documents were published, in milliseconds since 1970; those without a time are left out. */
export function timesByIds(store: ReadableStore, ids: Iterable<number>): Map<number, number> {
  const rows = store.db
    .prepare<[string], [number, number]>(
      `SELECT id, published_at FROM document
       WHERE published_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
    )
    .raw()
    .all(JSON.stringify([...ids]));
  return new Map(rows);
}

/**
 * Texts of the workspace, or of some tickers, in time order; of near-duplicates the first only.
 * @param lastDocument documents after it do not count; null: all do
 * @param before no text that was said at this time (ms) or later, or at no known time, nor a near-duplicate of one; null:
 *   all
 */
export function distinctTexts(
  store: ReadableStore,
  symbols: readonly string[] | null,
  { lastDocument = null, before = null }: { lastDocument?: number | null; before?: number | null } = {},
): { text: string; group: number }[] {
  const wanted = JSON.stringify(symbols);
  return store.db
    .prepare<[{ wanted: string; last: number; before: number | null }], { text: string; group: number }>(
      `SELECT text, near_duplicate_group AS "group" FROM (
         SELECT text, near_duplicate_group, published_at, id, row_number() OVER (
           PARTITION BY near_duplicate_group ORDER BY published_at, id) AS place
         FROM document
         WHERE id <= @last AND (@before IS NULL OR near_duplicate_group NOT IN (
           SELECT near_duplicate_group FROM document WHERE published_at IS NULL OR published_at >= @before
         )) AND (@wanted = 'null' OR id IN (
           SELECT m.document_id FROM mention m JOIN company c ON c.id = m.company_id
           WHERE c.symbol IN (SELECT value FROM json_each(@wanted))))
       ) WHERE place = 1 ORDER BY published_at, id`,
    )
    .all({
      wanted,
      last: lastDocument ?? Number.MAX_SAFE_INTEGER,
      before,
    });
}

/** All texts of the workspace, one after the other. */
export function allTexts(store: ReadableStore): Iterable<{ id: number; text: string }> {
  return streamed(
    store.db.prepare<[object], { id: number; text: string }>('SELECT id, text FROM document ORDER BY id'),
    {},
  );
}

/** The id of the last document; 0: there is none. */
export function lastDocument(store: ReadableStore): number {
  return store.db.prepare<[], number | null>('SELECT max(id) FROM document').pluck().get() ?? 0;
}
