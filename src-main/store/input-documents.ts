import type { ReadableStore } from './store.ts';

/** What of a document decides on its window. */
export interface InputDocument {
  id: number;
  publishedAt: number | null;
  group: number;
  author: string | null;
  companies: number[];
}

/** The documents of these ids, by id. */
export function inputDocuments(store: ReadableStore, ids: readonly number[]): Map<number, InputDocument> {
  const list = JSON.stringify(ids);
  const documents = new Map(
    store.db
      .prepare<[string], Omit<InputDocument, 'companies'>>(
        `SELECT id, published_at AS publishedAt, near_duplicate_group AS "group", author
         FROM document WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .all(list)
      .map((row): [number, InputDocument] => [row.id, Object.assign(row, { companies: [] })]),
  );
  const mentions = store.db
    .prepare<[string], [number, number]>(
      `SELECT document_id, company_id FROM mention
       WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY document_id, company_id`,
    )
    .raw();
  for (const [document, company] of mentions.iterate(list)) documents.get(document)?.companies.push(company);
  return documents;
}
