import type { Store } from './open.ts';

/** Texts of these documents, by id; unknown ids are left out. */
export function textsByIds(store: Store, ids: Iterable<number>): Map<number, string> {
  const rows = store.db
    .prepare<[string], { id: number; text: string }>(
      'select id, text from document where id in (select value from json_each(?))',
    )
    .all(JSON.stringify([...ids]));
  return new Map(rows.map(({ id, text }) => [id, text]));
}

/** Stored near-duplicate groups of these documents, by id; unknown ids are left out. */
export function groupsByIds(store: Store, ids: Iterable<number>): Map<number, number> {
  const rows = store.db
    .prepare<[string], [number, number]>(
      'SELECT id, near_duplicate_group FROM document WHERE id IN (SELECT value FROM json_each(?))',
    )
    .raw()
    .all(JSON.stringify([...ids]));
  return new Map(rows);
}

/** Texts of the workspace, or of some tickers, in time order; of near-duplicates the first only. */
export function distinctTexts(store: Store, symbols: readonly string[] | null): string[] {
  const wanted = JSON.stringify(symbols);
  return store.db
    .prepare<[string, string], string>(
      `SELECT text FROM (
         SELECT text, published_at, id, row_number() OVER (
           PARTITION BY near_duplicate_group ORDER BY published_at, id) AS place
         FROM document
         WHERE ? = 'null' OR id IN (
           SELECT m.document_id FROM mention m JOIN company c ON c.id = m.company_id
           WHERE c.symbol IN (SELECT value FROM json_each(?)))
       ) WHERE place = 1 ORDER BY published_at, id`,
    )
    .pluck()
    .all(wanted, wanted);
}
