/** What SQLite and the rows themselves tell of a database, each as a function of its own. */
import SQLite from 'better-sqlite3';
import { counted } from '../counted.ts';
import type { ReadableStore, WritableStore } from './store.ts';

/** SQLite lists as many problems. */
const MOST_PROBLEMS = 20;

/** What SQLite says of the structure of its tables and indexes; empty: nothing. */
export function structureProblems({ db }: ReadableStore): string[] {
  return orItsError(() => {
    const found = db.prepare<[], string>(`PRAGMA integrity_check(${MOST_PROBLEMS})`).pluck().all();
    const [first, ...more] = found.filter((line) => line !== 'ok').map((line) => line.split('\n')[1] ?? line);
    if (first === undefined) return [];
    return [more.length === 0 ? first : `${first}, and ${counted(more.length, 'more such problem')}`];
  });
}

/** Rows that name others which are not there, counted by their table. */
export function danglingRows({ db }: ReadableStore): string[] {
  return orItsError(() => {
    const rows = db.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').all();
    const counts = Map.groupBy(rows, ({ table, parent }) => `${table} name a ${parent} that is not there`);
    return [...counts].map(([what, { length }]) => `${counted(length, 'row')} of ${what}`);
  });
}

/** Whether the full-text index has the words of the texts, all of them and no others. */
export function isFullTextWhole({ db }: WritableStore): boolean {
  try {
    db.exec("INSERT INTO document_text (document_text, rank) VALUES ('integrity-check', 1)");
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** Files whose counts do not add up: records that are neither accepted, duplicate nor rejected, or rejects that are not there. */
export function sourcesThatDoNotAddUp({ db }: ReadableStore): string[] {
  return orItsError(() =>
    db
      .prepare<[], string>(
        `SELECT name FROM source_file s WHERE records <> accepted + duplicate + rejected
         OR rejected < (SELECT count(*) FROM reject r WHERE r.source_file = s.id) ORDER BY id`,
      )
      .pluck()
      .all(),
  );
}

/** A database may be too damaged to be asked. */
function orItsError(ask: () => string[]): string[] {
  try {
    return ask();
  } catch (error) {
    if (error instanceof SQLite.SqliteError) return [error.message];
    throw error;
  }
}

/** Whether SQLite found the database damaged. */
export function isDamage(error: unknown): boolean {
  return error instanceof SQLite.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
}
