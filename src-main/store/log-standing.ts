import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import * as z from 'zod';
import { connecting } from './database-file.ts';
import { databaseOf } from './workspace-folder.ts';

/** How far the log of a database is. */
export interface LogStanding {
  /** Frames, of a page each, up to the last commit. */
  frames: number;
  /** As many of them stand in the database as well. */
  written: number;
}

const rowSchema = z.tuple([z.object({ log: z.int(), checkpointed: z.int() })]);

/** How far the log is, by a connection that is in no transaction and takes no rows; null: it is. */
export function logStanding(db: Database): LogStanding | null {
  try {
    const [{ log, checkpointed }] = rowSchema.parse(db.pragma('wal_checkpoint(NOOP)'));
    return { frames: Math.max(0, log), written: Math.max(0, checkpointed) };
  } catch (error) {
    const isBusy =
      error instanceof SQLite.SqliteError
        ? error.code.startsWith('SQLITE_LOCKED')
        : error instanceof TypeError && error.message.includes('is busy executing a query');
    if (isBusy) return null;
    throw error;
  }
}

/** The same of the database in a folder. The log stays as it is. */
export function logStandingOf(folder: string): LogStanding {
  const { db, close } = readingConnection(folder);
  try {
    return logStanding(db) ?? { frames: 0, written: 0 };
  } finally {
    close();
  }
}

/**
 * A connection that reads. As long as it is open, no other that is closed writes the log into the database, and it never
 * does so itself.
 */
export function readingConnection(folder: string): { db: Database; close: () => void } {
  const disconnected = connecting(folder);
  let db: Database | null = null;
  const close = (): void => {
    db?.close();
    disconnected();
  };
  try {
    db = new SQLite(databaseOf(folder), { readonly: true, fileMustExist: true, timeout: 20_000 });
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return { db, close };
  } catch (error) {
    close();
    throw error;
  }
}
