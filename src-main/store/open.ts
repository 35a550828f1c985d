import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { freeBytes } from '../disk-room.ts';
import { UserError } from '../errors.ts';
import { finishAuthorIndex } from './author-index.ts';
import { setAsideDamagedLog } from './damaged-log.ts';
import { connecting } from './database-file.ts';
import { keepChecksums } from './keep-checksums.ts';
import { migrate } from './migrate.ts';
import { finishGroups } from './near-duplicates.ts';
import { isUnwritable, openReadOnly } from './open-read-only.ts';
import { checksumFile } from './page-checksums.ts';
import { watched } from './slow-queries.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import {
  anotherWorkspace,
  checkReadable,
  databaseOf,
  isWorkspace,
  madeNotice,
  noWorkspace,
  readOnlyWorkspace,
  whyReadOnly,
} from './workspace-folder.ts';

/** How long a statement waits for another process's transaction, in milliseconds. */
const BUSY_TIMEOUT_MS = 20_000;

/** The log of an import is as long at most. */
const MOST_LOG_BYTES = 128 << 20;

/** What a workspace is opened for. */
export interface Access {
  /** Make it where there is none. */
  create: boolean;
  /** Something will be stored in it; else a workspace that cannot be written is opened for reading. */
  write: boolean;
}

/** Something will be stored in it. */
export type WriteAccess = Access & { write: true };

/** For commands that bring the first data. */
export const making: WriteAccess = { create: true, write: true };
/** For commands that store what they make of the data. */
export const writing: WriteAccess = { create: false, write: true };
/** For commands that show what there is. */
export const reading: Access = { create: false, write: false };

/**
 * Opens the workspace in a folder.
 *
 * @throws UserError when there is none and it is not to be made, when it cannot be written and something is to be stored,
 * when its `contexture.db` is no database, or is of a newer version.
 */
export function openStore(dir: string, access?: WriteAccess): WritableStore;
export function openStore(dir: string, access: Access): ReadableStore;
export function openStore(dir: string, access: Access = making): ReadableStore {
  if (dir.trim() === '')
    throw new UserError('use', 'The workspace has no name.', { remedies: anotherWorkspace });
  const folder = resolve(dir);
  const isThere = isWorkspace(folder);
  if (!isThere && !access.create) throw noWorkspace(folder);
  const notice = isThere ? null : madeNotice(folder);
  const why = isThere ? whyReadOnly(folder) : null;
  if (why !== null) {
    if (access.write) throw readOnlyWorkspace(folder, why);
    return forReading(folder);
  }
  try {
    const damage = isThere ? setAsideDamagedLog(folder) : null;
    // Where the database was removed, its checksums are of nothing.
    if (!isThere) rmSync(checksumFile(folder), { force: true });
    const store: WritableStore = {
      dir: folder,
      readOnly: false,
      notice: damage ?? notice,
      ...forWriting(folder),
    };
    return store;
  } catch (error) {
    if (!isUnwritable(error)) throw explained(error, folder);
    if (access.write || !isThere) throw explained(error, folder);
    return forReading(folder);
  }
}

function forReading(folder: string): ReadableStore {
  checkReadable(folder);
  try {
    const opened = openReadOnly(folder);
    opened.db.pragma('cache_size = -65536');
    watched(opened.db);
    return { dir: folder, readOnly: true, ...opened };
  } catch (error) {
    throw explained(error, folder);
  }
}

function forWriting(folder: string): { db: Database; close: () => void } {
  const disconnected = connecting(folder);
  let db: Database | null = null;
  try {
    db = connect(folder);
    refuseForeign(db);
    // Counts for new databases only. Four times the default: texts fill pages, and a commit writes fewer of them.
    db.pragma('page_size = 16384');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // 64 MiB of pages: an import touches several indexes at random places.
    db.pragma('cache_size = -65536');
    // The log goes into the database with the checksums of its pages only.
    db.pragma('wal_autocheckpoint = 0');
    // What a transaction of another size left of the log goes back to the disk.
    db.pragma(`journal_size_limit = ${MOST_LOG_BYTES}`);
    migrate(db);
    finishAuthorIndex(db, folder);
    finishGroups(db);
    return { db, close: keepChecksums(db, folder, disconnected) };
  } catch (error) {
    db?.close();
    disconnected();
    throw error;
  }
}

function connect(folder: string): Database {
  try {
    mkdirSync(folder, { recursive: true });
    return watched(new SQLite(databaseOf(folder), { timeout: BUSY_TIMEOUT_MS }));
  } catch (error) {
    if (error instanceof SQLite.SqliteError) throw error;
    throw new UserError(
      'use',
      `Cannot create a workspace in ${folder}: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error, remedies: anotherWorkspace },
    );
  }
}

/** A database of another program is never migrated into one of ours. */
function refuseForeign(db: Database): void {
  const isNew = db.pragma('user_version', { simple: true }) === 0;
  const tables = isNew ? db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() : 0;
  if (tables === 0) return;
  throw new UserError('use', `${db.name} is a database of another program.`, { remedies: anotherWorkspace });
}

function explained(error: unknown, folder: string): unknown {
  if (!(error instanceof SQLite.SqliteError)) return error;
  const file = databaseOf(folder);
  if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) {
    return new UserError(
      'use',
      `${file} is damaged or is not a Contexture database. Move it away or restore a backup.`,
      { cause: error, remedies: anotherWorkspace },
    );
  }
  if (error.code.startsWith('SQLITE_IOERR') && hasNoRoom(folder)) {
    const message = `The disk of ${folder} is full. Free some space and try again.`;
    return new UserError('failure', message, { cause: error });
  }
  return isUnwritable(error) && error.code !== 'SQLITE_FULL'
    ? readOnlyWorkspace(folder, error.message, error)
    : error;
}

/** Bytes of the index of the log, without which SQLite opens no database: it says of a full disk that it cannot be read. */
const LOG_INDEX_BYTES = 32 << 10;

function hasNoRoom(folder: string): boolean {
  try {
    return freeBytes(folder) < LOG_INDEX_BYTES;
  } catch {
    return false;
  }
}
