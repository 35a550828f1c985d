/** A new database from the rows of one whose structure is damaged. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { contentKey } from './content-key.ts';
import { groupNearDuplicates } from './near-duplicates.ts';
import { openStore } from './open.ts';
import { checksumFile } from './page-checksums.ts';
import { type AsideRow, readableRow, rebuildFullText } from './set-aside.ts';
import type { WritableStore } from './store.ts';
import { databaseOf } from './workspace-folder.ts';

type Row = Record<string, unknown>;

/**
 * Copies every row that can be read, fits its table and, of a document, has the content that its key was taken of, into
 * a new database, which takes the place of the old one. Rows that name others which are not there are set aside.
 *
 * @returns the rows that were read and not copied, or set aside
 */
export function salvage(folder: string): AsideRow[] {
  const place = mkdtempSync(join(folder, 'salvage-'));
  try {
    const store = openStore(place);
    const old = new SQLite(databaseOf(folder), { readonly: true });
    let aside: AsideRow[];
    try {
      aside = copyRows(old, store);
    } finally {
      old.close();
      store.close();
    }
    for (const suffix of ['-wal', '-shm']) rmSync(databaseOf(folder) + suffix, { force: true });
    renameSync(databaseOf(place), databaseOf(folder));
    renameSync(checksumFile(place), checksumFile(folder));
    return aside;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function copyRows(old: Database, store: WritableStore): AsideRow[] {
  const { db } = store;
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'document_text*'
       AND name NOT GLOB 'sqlite_*' ORDER BY rootpage`,
    )
    .pluck()
    .all();
  db.pragma('foreign_keys = OFF');
  const aside = db.transaction(() => {
    const refused = tables.flatMap((table) => copyTable(old, db, table));
    keepNumbers(old, db);
    return [...refused, ...danglingRows(db, tables)];
  })();
  db.pragma('foreign_keys = ON');
  groupNearDuplicates(db);
  rebuildFullText(store);
  return aside;
}

function copyTable(old: Database, db: Database, table: string): AsideRow[] {
  // Rows are known by their rowid where they have no number of their own.
  const columns = db
    .prepare<[string, string], string>(
      `SELECT 'rowid' FROM pragma_table_list WHERE name = ? AND wr = 0
       UNION SELECT name FROM pragma_table_info(?)`,
    )
    .pluck()
    .all(table, table)
    .filter((name, _, all) => name !== 'rowid' || !all.includes('id'));
  const list = columns.map((name) => `"${name}"`).join(', ');
  const insert = db.prepare<[Row]>(
    `INSERT OR ${table === 'state' ? 'REPLACE' : 'IGNORE'} INTO "${table}" (${list})
     VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  );
  const aside: AsideRow[] = [];
  const take = (row: Row): void => {
    if (!(table === 'document' && isAltered(row)) && isInserted(insert, row)) return;
    aside.push({ table, row: readableRow(row), removed: true });
  };
  // Where the way through the table is broken, what lies behind it is read from its end.
  const read = takeRows(old, `SELECT ${list} FROM "${table}"`, take);
  if (read !== null) {
    const known = new Set(read);
    takeRows(old, `SELECT ${list} FROM "${table}" ORDER BY ${orderOf(old, table)}`, (row) => {
      if (!known.has(JSON.stringify(readableRow(row)))) take(row);
    });
  }
  return aside;
}

/** Numbers that rows had which are gone, perhaps into the bin, are not used again. */
function keepNumbers(old: Database, db: Database): void {
  const raise = db.prepare<[Row]>('UPDATE sqlite_sequence SET seq = max(seq, @seq) WHERE name = @name');
  const add = db.prepare<[Row]>('INSERT INTO sqlite_sequence (name, seq) VALUES (@name, @seq)');
  takeRows(old, 'SELECT name, seq FROM sqlite_sequence', (row) => {
    if (raise.run(row).changes === 0) add.run(row);
  });
}

/** Takes rows until SQLite cannot go on. Returns null if it came to the end, else the rows that were taken. */
function takeRows(old: Database, sql: string, take: (row: Row) => void): string[] | null {
  const taken: string[] = [];
  try {
    for (const row of old.prepare<[], Row>(sql).iterate()) {
      take(row);
      taken.push(JSON.stringify(readableRow(row)));
    }
    return null;
  } catch (error) {
    if (error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_CORRUPT')) return taken;
    throw error;
  }
}

/** From the end of the table to its beginning. */
function orderOf(old: Database, table: string): string {
  const keys = old
    .prepare<[string, string], string>(
      `SELECT name FROM pragma_table_info(?) WHERE pk > 0
       AND (SELECT wr FROM pragma_table_list WHERE name = ?) = 1 ORDER BY pk`,
    )
    .pluck()
    .all(table, table);
  return (keys.length === 0 ? ['rowid'] : keys.map((key) => `"${key}"`))
    .map((key) => `${key} DESC`)
    .join(', ');
}

function isAltered(row: Row): boolean {
  const { content_key: key, published_at: publishedAt, author, text } = row;
  if (!(key instanceof Uint8Array) || typeof text !== 'string') return true;
  if (publishedAt !== null && typeof publishedAt !== 'number') return true;
  if (author !== null && typeof author !== 'string') return true;
  return contentKey({ publishedAt, author, text }) !== Buffer.from(key).toString('hex');
}

/** Whether a row fits its table, and no other row of its key is there. */
function isInserted(insert: SQLite.Statement<[Row]>, row: Row): boolean {
  try {
    return insert.run(row).changes > 0;
  } catch (error) {
    if (error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return false;
    throw error;
  }
}

interface Reference {
  table: string;
  from: string;
  to: string;
}

/** Takes out the rows that name others which are not there, and those that name them in turn. */
function danglingRows(db: Database, tables: readonly string[]): AsideRow[] {
  const aside: AsideRow[] = [];
  for (let found = -1; found !== aside.length;) {
    found = aside.length;
    for (const table of tables) {
      const references = db
        .prepare<[string], Reference>(
          'SELECT "table", "from", coalesce("to", \'id\') AS "to" FROM pragma_foreign_key_list(?)',
        )
        .all(table);
      for (const { table: parent, from, to } of references) {
        const which = `"${from}" IS NOT NULL AND "${from}" NOT IN (SELECT "${to}" FROM "${parent}")`;
        const rows = db.prepare<[], Row>(`SELECT * FROM "${table}" WHERE ${which}`).all();
        for (const row of rows) aside.push({ table, row: readableRow(row), removed: true });
        if (rows.length > 0) db.exec(`DELETE FROM "${table}" WHERE ${which}`);
      }
    }
  }
  return aside;
}
