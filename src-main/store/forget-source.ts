/** What is stored of a source file, taken out of the database. */
import { groupNearDuplicates } from './near-duplicates.ts';
import { removeDocumentsOf } from './remove-documents.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** How much of everything a workspace has. */
export interface StoredCounts {
  documents: number;
  mentions: number;
  companies: number;
  labels: number;
  prices: number;
  rejects: number;
}

/** What the workspace has now. */
export function storedCounts({ db }: ReadableStore): StoredCounts {
  return db
    .prepare<[], StoredCounts>(
      `SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM mention) AS mentions,
              (SELECT count(*) FROM company) AS companies, (SELECT count(*) FROM label) AS labels,
              (SELECT count(*) FROM price) AS prices, (SELECT count(*) FROM reject) AS rejects`,
    )
    .get()!;
}

/** How many documents are of a source file. */
export function documentsOfSource({ db }: ReadableStore, source: number): number {
  const count = db
    .prepare<[number], number>('SELECT count(*) FROM document WHERE source_file = ?')
    .pluck()
    .get(source);
  return count ?? 0;
}

/** A source file whose kept records may be taken again. */
export interface KeepingSource {
  id: number;
  name: string;
  kind: string;
}

/** The other source files that have kept records, the first imported first. */
export function sourcesWithKeptRecords({ db }: ReadableStore, source: number): KeepingSource[] {
  return db
    .prepare<[number], KeepingSource>(
      `SELECT id, name, kind FROM source_file s
       WHERE id <> ? AND EXISTS (SELECT 1 FROM kept_record k WHERE k.source_file = s.id) ORDER BY id`,
    )
    .all(source);
}

/**
 * Names of the other files that an earlier version imported, which did not keep what they share with a file: those that
 * found something already there, or whose records may have been stored with those of others.
 */
export function sourcesWithoutKeptRecords({ db }: ReadableStore, source: number): string[] {
  return db
    .prepare<[number], string>('SELECT name FROM source_file WHERE id <> ? AND records_kept = 0 ORDER BY id')
    .pluck()
    .all(source);
}

/**
 * Takes out what a source file brought, except its documents, which may pass to files that brought them as well.
 * To be called in a transaction, before the kept records of other files are taken again.
 */
export function removeShare({ db }: WritableStore, source: number): void {
  const run = (sql: string): void => void db.prepare<[{ source: number }]>(sql).run({ source });
  run(`DELETE FROM mention WHERE source_file = @source
       OR (source_file IS NULL AND document_id IN (SELECT id FROM document WHERE source_file = @source))`);
  run('DELETE FROM label WHERE source_file = @source');
  run('DELETE FROM price WHERE source_file = @source');
  run('DELETE FROM reject WHERE source_file = @source');
  run('DELETE FROM correction WHERE source_file = @source');
  run('DELETE FROM source_sample WHERE source_file = @source');
  run('DELETE FROM kept_record WHERE source_file = @source');
  // Names and sectors come from lists of companies, whose spellings are of no documents.
  run(`UPDATE company SET name = NULL, sector = NULL
       WHERE id IN (SELECT company_id FROM spelling WHERE source_file = @source AND documents = 0)`);
  run(`UPDATE company_alias SET documents = max(0, company_alias.documents - s.documents) FROM spelling s
       WHERE s.source_file = @source AND s.company_id = company_alias.company_id AND s.name = company_alias.name`);
  run(`DELETE FROM company_alias WHERE documents = 0 AND (company_id, name) IN (
         SELECT company_id, name FROM spelling WHERE source_file = @source
         EXCEPT SELECT company_id, name FROM spelling WHERE source_file <> @source)`);
  run('DELETE FROM spelling WHERE source_file = @source');
}

/** Takes out the documents that are still of a source file, with all that is known about them, and the file itself. */
export function removeDocuments(store: WritableStore, source: number): void {
  removeDocumentsOf(store, 'SELECT id FROM document WHERE source_file = @source', { source });
  store.db.prepare<[{ source: number }]>('DELETE FROM source_file WHERE id = @source').run({ source });
  removeUnknownCompanies(store);
  groupNearDuplicates(store.db);
}

/** Takes out companies of which nothing is known any more. */
function removeUnknownCompanies({ db }: WritableStore): void {
  db.exec(`
    DELETE FROM company_alias WHERE documents > 0 AND NOT EXISTS (
      SELECT 1 FROM mention m WHERE m.company_id = company_alias.company_id)
      AND NOT EXISTS (SELECT 1 FROM spelling s WHERE s.company_id = company_alias.company_id);
    DELETE FROM company WHERE name IS NULL AND sector IS NULL
      AND NOT EXISTS (SELECT 1 FROM company_alias x WHERE x.company_id = company.id)
      AND NOT EXISTS (SELECT 1 FROM mention x WHERE x.company_id = company.id)
      AND NOT EXISTS (SELECT 1 FROM company_label x WHERE x.company_id = company.id)
      AND NOT EXISTS (SELECT 1 FROM price x WHERE x.company_id = company.id)
      AND NOT EXISTS (SELECT 1 FROM embedding x WHERE x.company_id = company.id)
      AND NOT EXISTS (SELECT 1 FROM topic_embedding x WHERE x.company_id = company.id)`);
}
