import { existsSync, fstatSync, read } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { connecting, openDatabaseFile } from './database-file.ts';
import { logStandingOf, readingConnection } from './log-standing.ts';
import { loggedPages } from './logged-pages.ts';
import { CHECKSUM_BYTES, fitsChecksum, readChecksums } from './page-checksums.ts';
import { databaseOf } from './workspace-folder.ts';
import { readableFrames } from './write-ahead-log.ts';
import { logOf } from './write-checksums.ts';

const readInto = promisify(read);

/** Pages that are read at once: 4 MiB of them. */
const PIECE_BYTES = 4 << 20;
const BUSY_TIMEOUT_MS = 20_000;
/** Where nobody can be kept from writing, pages that another process was writing are right after this time. */
const WRITING_MS = 200;

export interface CheckedPages {
  /** Pages of the database. */
  pages: number;
  /** Numbers of those that are not what was written, from 1. */
  damaged: number[];
  /** `none`: there are none, so that nothing can be said; `in doubt`: the file of checksums was itself damaged. */
  checksums: 'present' | 'none' | 'in doubt';
}

/**
 * Compares every page of a workspace's database with the checksum that was taken when it was written. What stands in
 * the log of changes has checksums of SQLite's own. Others may work in the workspace meanwhile.
 *
 * @param readOnly nothing may be written beside the database
 */
export async function checkPages(
  folder: string,
  { readOnly, signal }: { readOnly: boolean; signal?: AbortSignal },
): Promise<CheckedPages> {
  const known = readChecksums(folder);
  if (known === null || known.sums.length === 0) {
    return { pages: 0, damaged: [], checksums: known === null ? 'none' : 'in doubt' };
  }
  const { pageBytes, sums, inDoubt } = known;
  const pages = sums.length / CHECKSUM_BYTES;
  const inLog = pagesInLog(folder, readOnly);
  const { file, close } = openDatabaseFile(folder);
  try {
    const there = Math.floor(fstatSync(file).size / pageBytes);
    const doubtful = Array.from({ length: Math.max(0, pages - there) }, (_, i) => there + 1 + i);
    const piece = Buffer.alloc(Math.max(pageBytes, PIECE_BYTES - (PIECE_BYTES % pageBytes)));
    for (let first = 1; first <= pages; first += piece.length / pageBytes) {
      signal?.throwIfAborted();
      const { bytesRead } = await readInto(file, piece, 0, piece.length, (first - 1) * pageBytes);
      for (let i = 0; (i + 1) * pageBytes <= bytesRead && first + i <= pages; i++) {
        const bytes = piece.subarray(i * pageBytes, (i + 1) * pageBytes);
        if (!inLog.has(first + i) && !fitsChecksum(sums, first + i, bytes)) doubtful.push(first + i);
      }
    }
    const left = doubtful.filter((page) => !inLog.has(page));
    const damaged = left.length === 0 ? [] : await again(folder, file, left, readOnly);
    return { pages, damaged, checksums: inDoubt ? 'in doubt' : 'present' };
  } finally {
    close();
  }
}

/** Pages whose last version stands in the log only. */
function pagesInLog(folder: string, readOnly: boolean): ReadonlySet<number> {
  const log = logOf(folder);
  if (!existsSync(log)) return new Set();
  const { frames, written } = standing(folder, readOnly);
  const logged = loggedPages(log, frames);
  if (logged === null) return new Set();
  return new Set([...logged.lastFrame].filter(([, frame]) => frame > written).map(([page]) => page));
}

function standing(folder: string, readOnly: boolean): { frames: number; written: number } {
  try {
    if (!readOnly) return logStandingOf(folder);
  } catch (error) {
    if (!(error instanceof SQLite.SqliteError)) throw error;
  }
  return { frames: readableFrames(logOf(folder)), written: 0 };
}

/** Which of these pages are still not what they should be while nobody writes. */
async function again(
  folder: string,
  file: number,
  pages: readonly number[],
  readOnly: boolean,
): Promise<number[]> {
  const guard = readOnly ? null : whileNobodyWrites(folder);
  try {
    if (guard === null) await pause(WRITING_MS);
    const known = readChecksums(folder);
    if (known === null) return [...pages];
    const inLog = pagesInLog(folder, readOnly);
    const { pageBytes, sums } = known;
    const damaged: number[] = [];
    for (const page of pages) {
      if (inLog.has(page) || page * CHECKSUM_BYTES > sums.length) continue;
      const bytes = Buffer.alloc(pageBytes);
      const { bytesRead } = await readInto(file, bytes, 0, pageBytes, (page - 1) * pageBytes);
      if (bytesRead < pageBytes || !fitsChecksum(sums, page, bytes)) damaged.push(page);
    }
    return damaged;
  } finally {
    guard?.[Symbol.dispose]();
  }
}

/** Keeps others from writing; null: the database is too damaged to be opened. */
function whileNobodyWrites(folder: string): Disposable | null {
  const disconnected = connecting(folder);
  let reader: ReturnType<typeof readingConnection> | null = null;
  let guard: Database | null = null;
  const end = (): void => {
    if (guard?.inTransaction) guard.exec('ROLLBACK');
    guard?.close();
    // Last, so that the log stays where a process that was killed left it.
    reader?.close();
    disconnected();
  };
  try {
    if (existsSync(logOf(folder))) reader = readingConnection(folder);
    guard = new SQLite(databaseOf(folder), { timeout: BUSY_TIMEOUT_MS });
    guard.pragma('wal_autocheckpoint = 0');
    guard.exec('BEGIN IMMEDIATE');
    return { [Symbol.dispose]: end };
  } catch (error) {
    end();
    if (error instanceof SQLite.SqliteError && !error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
