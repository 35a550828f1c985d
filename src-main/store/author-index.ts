import type { Database } from 'better-sqlite3';
import { isLeased } from './lease.ts';

const name = 'document_author';

/**
 * Takes away the index of authors while a large file is imported. Each text would change it at another place, of which a
 * large workspace has more than fit into memory; to make it again from all texts takes less time.
 */
export function dropAuthorIndex(db: Database): void {
  db.exec(`DROP INDEX IF EXISTS ${name}`);
}

/** Makes the index of authors where it is missing. */
export function makeAuthorIndex(db: Database): void {
  db.exec(`CREATE INDEX IF NOT EXISTS ${name} ON document (author, published_at) WHERE author IS NOT NULL`);
}

/** The same after an import that was killed; leaves it to one that runs just now. */
export function finishAuthorIndex(db: Database, folder: string): void {
  const isThere = db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined;
  if (!isThere && isLeased(folder, 'import') !== true) makeAuthorIndex(db);
}
