import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { connecting } from './database-file.ts';
import { writeChecksums } from './write-checksums.ts';

/**
 * Whether nobody has the workspace of a folder open: another window, a command, a program of somebody else's. True
 * where there is no database. SQLite leaves its write-ahead log only to the last one who has it open.
 */
export function isUnused(dir: string): boolean {
  const file = join(dir, 'contexture.db');
  if (!existsSync(file)) return true;
  const disconnected = connecting(dir);
  const db = new SQLite(file, { timeout: 0, fileMustExist: true });
  try {
    // What a process that was killed left in the log goes into the database here.
    if (existsSync(`${file}-wal`)) writeChecksums(dir);
    db.pragma('journal_mode = DELETE');
    return true;
  } catch (error) {
    if (error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  } finally {
    db.close();
    disconnected();
  }
}
