import { isDamage } from './check-content.ts';
import { contentKey } from './content-key.ts';
import type { ReadableStore } from './store.ts';

interface KeyedDocument {
  id: number;
  key: string;
  publishedAt: number | null;
  author: string | null;
  text: string;
}

/** Ids of the documents whose time, author or text is not what their key was taken of, as far as they can be read. */
export function alteredDocuments({ db }: ReadableStore): number[] {
  const rows = db.prepare<[], KeyedDocument>(
    `SELECT id, lower(hex(content_key)) AS key, published_at AS publishedAt, author, text FROM document`,
  );
  const altered: number[] = [];
  try {
    for (const row of rows.iterate()) if (contentKey(row) !== row.key) altered.push(row.id);
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  return altered;
}
