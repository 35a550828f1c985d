import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { UserError } from '../errors.ts';
import { migrate } from './migrate.ts';
import { finishGroups } from './near-duplicates.ts';

/** How long a statement waits for another process's transaction, in milliseconds. */
const BUSY_TIMEOUT_MS = 20_000;

/** An open workspace: a folder with its database. */
export interface Store {
  readonly dir: string;
  readonly db: Database;
  close(): void;
}

/**
 * Opens the workspace in a folder; makes both when they are missing.
 *
 * @throws UserError when the folder cannot be written, its `contexture.db` is no database, or it is of a newer version.
 */
export function openStore(dir: string): Store {
  const db = connect(dir);
  try {
    // Counts for new databases only. Four times the default: texts fill pages, and a commit writes fewer of them.
    db.pragma('page_size = 16384');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // 64 MiB of pages: an import touches several indexes at random places.
    db.pragma('cache_size = -65536');
    // Pages that one import writes many times go from the log into the database once. A commit is safe in either.
    db.pragma('wal_autocheckpoint = 4000');
    migrate(db);
    finishGroups(db);
  } catch (error) {
    db.close();
    throw explained(error, join(dir, 'contexture.db'));
  }
  return { dir, db, close: () => void db.close() };
}

function connect(dir: string): Database {
  try {
    mkdirSync(dir, { recursive: true });
    return new SQLite(join(dir, 'contexture.db'), { timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw new UserError(
      'use',
      `Cannot open the workspace ${dir}: ${error instanceof Error ? error.message : String(error)}. ` +
        'Choose a folder that can be written with --workspace.',
      { cause: error },
    );
  }
}

function explained(error: unknown, file: string): unknown {
  if (!(error instanceof SQLite.SqliteError)) return error;
  if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) {
    return new UserError(
      'use',
      `${file} is damaged or no Contexture database. Move it away, put a backup in its place, or choose another folder with --workspace.`,
      { cause: error },
    );
  }
  if (error.code.startsWith('SQLITE_READONLY')) {
    return new UserError(
      'use',
      `${file} cannot be written. Allow it, or choose another folder with --workspace.`,
      {
        cause: error,
      },
    );
  }
  return error;
}
