/** Takes rows out of the database that may not be what was stored. */
import { readSync } from 'node:fs';
import { type RowKey, rowsOfPage } from './btree-page.ts';
import { withDatabaseFile } from './database-file.ts';
import { groupNearDuplicates } from './near-duplicates.ts';
import { readChecksums } from './page-checksums.ts';
import { removeDocumentsOf } from './remove-documents.ts';
import type { ReadableDatabase, ReadableStore, WritableStore } from './store.ts';

/** A row as it is read now. */
export interface AsideRow {
  table: string;
  /** Values by column; those that are bytes in hexadecimal digits. */
  row: Record<string, unknown>;
  /** It was taken out of the database. */
  removed: boolean;
}

/** Others refer to their rows, so that they stay. */
const referred = new Set(['source_file', 'company', 'run', 'state']);

/** Rows of a table that may have changed. */
export interface DoubtfulRows {
  table: string;
  keys: readonly RowKey[];
}

/** The rows that stand on pages of a table. */
export function rowsOnPages(
  { db, dir }: ReadableStore,
  table: string,
  pages: readonly number[],
): DoubtfulRows {
  return { table, keys: keysOf(dir, pages, keyColumns(db, table).length) };
}

/**
 * Takes out rows that may have changed, but for those that others refer to, and for documents: their key says whether
 * they changed.
 */
export function setAsideRows({ db }: WritableStore, { table, keys }: DoubtfulRows): AsideRow[] {
  const columns = keyColumns(db, table);
  const removed = table !== 'document' && !referred.has(table);
  const where = columns.map((column) => `"${column}" = ?`).join(' AND ');
  const find = db.prepare<unknown[], Record<string, unknown>>(`SELECT * FROM "${table}" WHERE ${where}`);
  const remove = db.prepare(`DELETE FROM "${table}" WHERE ${where}`);
  return db.transaction(() =>
    keys.flatMap((key) => {
      const row = key.length === columns.length ? find.get(...key) : undefined;
      if (row === undefined) return [];
      if (removed) remove.run(...key);
      return [{ table, row: readableRow(row), removed }];
    }),
  )();
}

/** Takes out documents with their labels and mentions. */
export function setAsideDocuments(store: WritableStore, ids: readonly number[]): AsideRow[] {
  const { db } = store;
  const wanted = { ids: JSON.stringify(ids) };
  const which = 'SELECT value FROM json_each(@ids)';
  const rowsOf = (table: string, column: string): AsideRow[] =>
    db
      .prepare<[object], Record<string, unknown>>(`SELECT * FROM ${table} WHERE ${column} IN (${which})`)
      .all(wanted)
      .map((row) => ({ table, row: readableRow(row), removed: true }));
  return db.transaction(() => {
    const rows = [
      ...rowsOf('document', 'id'),
      ...rowsOf('label', 'document_id'),
      ...rowsOf('judgement', 'document_id'),
      ...rowsOf('mention', 'document_id'),
    ];
    removeDocumentsOf(store, which, wanted);
    groupNearDuplicates(db);
    return rows;
  })();
}

/** Makes an index anew from its table. */
export function rebuildIndex({ db }: WritableStore, index: string): void {
  db.exec(`REINDEX "${index.replaceAll('"', '""')}"`);
}

/** Makes the full-text index anew from the texts. */
export function rebuildFullText({ db }: WritableStore): void {
  db.exec("INSERT INTO document_text (document_text) VALUES ('rebuild')");
}

/** Makes the number of a file's records the sum of what became of them. */
export function addUpSources({ db }: WritableStore): void {
  db.exec(`UPDATE source_file SET records = accepted + duplicate + rejected
           WHERE records <> accepted + duplicate + rejected`);
}

function keyColumns(db: ReadableDatabase, table: string): string[] {
  const hasRowid =
    db.prepare<[string], number>('SELECT wr FROM pragma_table_list WHERE name = ?').pluck().get(table) === 0;
  if (hasRowid) return ['rowid'];
  return db
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .pluck()
    .all(table);
}

function keysOf(folder: string, pages: readonly number[], columns: number): RowKey[] {
  const pageBytes = readChecksums(folder)?.pageBytes ?? 0;
  return withDatabaseFile(folder, (file) =>
    pages.flatMap((page) => {
      const bytes = Buffer.alloc(pageBytes);
      readSync(file, bytes, 0, pageBytes, (page - 1) * pageBytes);
      return rowsOfPage(page, bytes, columns);
    }),
  );
}

/** A row as JSON can have it. */
export function readableRow(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    ]),
  );
}
