import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { loggedPages } from './logged-pages.ts';
import { CHECKSUM_BYTES, fitsChecksum, readChecksums } from './page-checksums.ts';
import { databaseOf } from './workspace-folder.ts';
import { logOf } from './write-checksums.ts';

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
  const file = await open(databaseOf(folder), 'r');
  try {
    const { size } = await file.stat();
    if (known === null || known.sums.length === 0) {
      return { pages: 0, damaged: [], checksums: known === null ? 'none' : 'in doubt' };
    }
    const { pageBytes, sums, inDoubt } = known;
    const pages = sums.length / CHECKSUM_BYTES;
    const doubtful = missing(folder, size, known.pageBytes, pages);
    const inLog = loggedPages(logOf(folder))?.at ?? new Map<number, number>();
    const piece = Buffer.alloc(Math.max(pageBytes, PIECE_BYTES - (PIECE_BYTES % pageBytes)));
    for (let first = 1; first <= pages; first += piece.length / pageBytes) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(piece, 0, piece.length, (first - 1) * pageBytes);
      for (let i = 0; (i + 1) * pageBytes <= bytesRead && first + i <= pages; i++) {
        const page = first + i;
        if (inLog.has(page)) continue;
        if (!fitsChecksum(sums, page, piece.subarray(i * pageBytes, (i + 1) * pageBytes)))
          doubtful.push(page);
      }
    }
    const damaged = doubtful.length === 0 ? [] : await again(folder, file, doubtful, readOnly);
    return { pages, damaged, checksums: inDoubt ? 'in doubt' : 'present' };
  } finally {
    await file.close();
  }
}

/** Pages that the file is too short for, as far as they are not in the log. */
function missing(folder: string, size: number, pageBytes: number, pages: number): number[] {
  const there = Math.floor(size / pageBytes);
  const inLog = loggedPages(logOf(folder))?.at;
  return Array.from({ length: Math.max(0, pages - there) }, (_, i) => there + 1 + i).filter(
    (page) => !inLog?.has(page),
  );
}

/** Which of these pages are still not what they should be while nobody writes. */
async function again(
  folder: string,
  file: FileHandle,
  pages: readonly number[],
  readOnly: boolean,
): Promise<number[]> {
  const guard = readOnly ? null : whileNobodyWrites(folder);
  try {
    if (guard === null) await pause(WRITING_MS);
    const known = readChecksums(folder);
    const inLog = loggedPages(logOf(folder))?.at;
    if (known === null) return [...pages];
    const { pageBytes, sums } = known;
    const damaged: number[] = [];
    for (const page of pages) {
      if (inLog?.has(page) || page * CHECKSUM_BYTES > sums.length) continue;
      const bytes = Buffer.alloc(pageBytes);
      const { bytesRead } = await file.read(bytes, 0, pageBytes, (page - 1) * pageBytes);
      if (bytesRead < pageBytes || !fitsChecksum(sums, page, bytes)) damaged.push(page);
    }
    return damaged;
  } finally {
    if (guard?.inTransaction) guard.exec('ROLLBACK');
    guard?.close();
  }
}

/** A connection that has the right to write; null: the database is too damaged to be opened. */
function whileNobodyWrites(folder: string): Database | null {
  const db = new SQLite(databaseOf(folder), { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('wal_autocheckpoint = 0');
    db.exec('BEGIN IMMEDIATE');
    return db;
  } catch (error) {
    db.close();
    if (error instanceof SQLite.SqliteError && !error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
