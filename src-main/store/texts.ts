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
