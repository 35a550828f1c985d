/** Opens a database of which nothing may be written: not the file, and not the log and index that SQLite puts beside it. */
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { UserError } from '../errors.ts';
import { connecting } from './database-file.ts';
import { isMigrated, migrate } from './migrate.ts';
import { finishGroups, isGroupingDue } from './near-duplicates.ts';
import { databaseOf } from './workspace-folder.ts';

/** A larger database is copied to a file instead of being held in memory: 256 MiB. */
const MOST_IN_MEMORY = 256 << 20;
const HEADER_BYTES = 100;

export interface OpenedReadOnly {
  db: Database;
  /** What the user should know, as a sentence; null: nothing. */
  notice: string | null;
  close(): void;
}

/**
 * Opens a workspace's database for reading: as it stands where another process has it open, else its content at this
 * moment. A database that needs work before it can be read is copied to the system's temporary folder.
 *
 * @throws UserError if it was written by a newer version, or there is no place for the copy.
 */
export function openReadOnly(folder: string): OpenedReadOnly {
  const disconnected = connecting(folder);
  try {
    const opened = openedReadOnly(folder);
    const closeAll = (): void => {
      opened.close();
      disconnected();
    };
    return { ...opened, close: closeAll };
  } catch (error) {
    disconnected();
    throw error;
  }
}

function openedReadOnly(folder: string): OpenedReadOnly {
  const db = readable(databaseOf(folder));
  if (db === null) return openCopy(folder, null);
  try {
    const work = !isMigrated(db)
      ? 'it was written by an older version of Contexture'
      : isGroupingDue(db)
        ? 'an import into it was stopped'
        : null;
    if (work === null) return { db, notice: null, close: () => void db.close() };
    db.close();
    return openCopy(folder, work);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** null: it can only be read as a copy, since it is large or has a log that cannot be read where it is. */
function readable(file: string): Database | null {
  const hasLog = existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0;
  if (hasLog || existsSync(`${file}-shm`)) {
    // Another process has it open, or was killed.
    const db = new SQLite(file, { readonly: true, fileMustExist: true, timeout: 20_000 });
    try {
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      return db;
    } catch (error) {
      db.close();
      if (!isUnwritable(error)) throw error;
      if (hasLog) return null;
    }
  }
  // Without a log all is in the file. SQLite would make one beside it even for reading, so it is not asked to open it.
  return statSync(file).size > MOST_IN_MEMORY ? null : inMemory(file);
}

/** The content of a database file, in memory. */
function inMemory(file: string): Database {
  const bytes = readFileSync(file);
  // The two bytes of the header that ask for a log (https://sqlite.org/fileformat.html#file_format_version_numbers).
  if (bytes.length >= HEADER_BYTES) bytes.fill(1, 18, 20);
  return new SQLite(bytes, { readonly: true });
}

/** Whether an error of SQLite says that it could not write what it needs for reading. */
export function isUnwritable(error: unknown): boolean {
  return (
    error instanceof SQLite.SqliteError &&
    /^SQLITE_(?:READONLY|CANTOPEN|IOERR_SHM|FULL|PERM)/.test(error.code)
  );
}

function openCopy(folder: string, why: string | null): OpenedReadOnly {
  const file = databaseOf(folder);
  const problem = `The workspace ${folder} is read-only${why === null ? '' : `, and ${why}`}`;
  let temporary: string | null = null;
  const discard = (): void => {
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true });
  };
  try {
    temporary = mkdtempSync(join(tmpdir(), 'contexture-copy-'));
    const copy = databaseOf(temporary);
    for (const suffix of ['', '-wal']) {
      if (!existsSync(file + suffix)) continue;
      copyFileSync(file + suffix, copy + suffix);
      // A copy has the mode of the original.
      chmodSync(copy + suffix, 0o600);
    }
    const db = new SQLite(copy, { fileMustExist: true });
    try {
      migrate(db, undefined, true);
      finishGroups(db);
      db.pragma('query_only = ON');
    } catch (error) {
      db.close();
      throw error;
    }
    return {
      db,
      notice: `${problem}: a temporary copy is read instead.`,
      close: () => {
        db.close();
        discard();
      },
    };
  } catch (error) {
    discard();
    if (error instanceof UserError || error instanceof SQLite.SqliteError) throw error;
    throw new UserError(
      'use',
      `${problem}. It cannot be copied to ${tmpdir()} either:` +
        ` ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
