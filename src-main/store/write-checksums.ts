import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { type LoggedPages, loggedPages } from './logged-pages.ts';
import {
  CHECKSUM_BYTES,
  fitsChecksum,
  noChecksums,
  noteChecksum,
  readChecksums,
  saveChecksums,
  spoilChecksum,
} from './page-checksums.ts';
import { whileConnected, withDatabaseFile } from './database-file.ts';
import { logStanding, logStandingOf } from './log-standing.ts';
import { databaseOf } from './workspace-folder.ts';

/** How long a process waits for the transaction of another, in milliseconds. */
const BUSY_TIMEOUT_MS = 20_000;

/**
 * Writes the log of changes into the database, and the checksums of their pages before that. Whoever is killed on the
 * way leaves the log, and the next one does all of it again: a page that is not in the log always fits its checksum. So
 * SQLite must never write the log into the database by itself.
 */
export function writeChecksums(folder: string): void {
  whileNobodyWrites(folder, () => {
    const writer = connected(folder);
    try {
      noteLog(folder, logStanding(writer)?.frames ?? 0);
      writer.pragma('wal_checkpoint(PASSIVE)');
    } finally {
      writer.close();
    }
  });
}

/** Takes the checksums of all pages as they are now, whatever they were. */
export function renewChecksums(folder: string): void {
  whileNobodyWrites(folder, () => saveOfAll(folder, logStandingOf(folder).frames, false));
}

/** Does something while nobody commits. */
function whileNobodyWrites(folder: string, work: () => void): void {
  whileConnected(folder, () => {
    const guard = connected(folder);
    try {
      guard.exec('BEGIN IMMEDIATE');
      try {
        work();
      } finally {
        guard.exec('ROLLBACK');
      }
    } finally {
      guard.close();
    }
  });
}

function connected(folder: string): Database {
  const db = new SQLite(databaseOf(folder), { timeout: BUSY_TIMEOUT_MS, fileMustExist: true });
  db.pragma('wal_autocheckpoint = 0');
  return db;
}

function noteLog(folder: string, logged: number): void {
  const known = readChecksums(folder);
  if (known === null || known.sums.length === 0) return saveOfAll(folder, logged, known !== null);
  const log = loggedPages(logOf(folder), logged);
  if (log === null) return undefined;
  const { salts, frames } = log;
  const isCounted = known.log.salts.equals(salts);
  if (isCounted && known.log.frames === frames) return undefined;
  const sums = Buffer.alloc(log.databasePages * CHECKSUM_BYTES);
  known.sums.copy(sums);
  const spoiled = spoiledPages(folder, log, known.sums, isCounted ? known.log.frames : 0);
  noteLogged(folder, log, sums);
  for (const page of spoiled) spoilChecksum(sums, page);
  return saveChecksums(folder, { ...known, sums, log: { salts, frames } });
}

/**
 * Pages of the log whose version in the database is not what was written there: they were damaged when somebody changed
 * them, so that their new version has the damage too.
 * @param counted up to this frame the log was looked at before
 */
function spoiledPages(
  folder: string,
  { firstFrame, pageBytes }: LoggedPages,
  sums: Buffer,
  counted: number,
): number[] {
  return withDatabaseFile(folder, (file) => {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(pageBytes);
    return [...firstFrame].flatMap(([page, frame]) => {
      if (frame <= counted || page * pageBytes > size || page * CHECKSUM_BYTES > sums.length) return [];
      readSync(file, bytes, 0, pageBytes, (page - 1) * pageBytes);
      return fitsChecksum(sums, page, bytes) ? [] : [page];
    });
  });
}

function saveOfAll(folder: string, logged: number, inDoubt: boolean): void {
  withDatabaseFile(folder, (file) => {
    const { size } = fstatSync(file);
    const pageBytes = pageBytesOf(file);
    if (pageBytes === 0) return;
    const log = loggedPages(logOf(folder), logged);
    const pages = Math.floor(size / pageBytes);
    const checksums = noChecksums(pageBytes, log?.databasePages ?? pages);
    const { sums } = checksums;
    const page = Buffer.alloc(pageBytes);
    for (let number = 1; number <= Math.min(pages, sums.length / CHECKSUM_BYTES); number++) {
      if (log?.at.has(number)) continue;
      readSync(file, page, 0, pageBytes, (number - 1) * pageBytes);
      noteChecksum(sums, number, page);
    }
    if (log !== null) noteLogged(folder, log, sums);
    saveChecksums(folder, {
      ...checksums,
      inDoubt,
      log: log === null ? checksums.log : { salts: log.salts, frames: log.frames },
    });
  });
}

function noteLogged(folder: string, { at, pageBytes }: LoggedPages, sums: Buffer): void {
  const file = openSync(logOf(folder), 'r');
  try {
    const page = Buffer.alloc(pageBytes);
    for (const [number, position] of at) {
      // The database may have become shorter.
      if (number * CHECKSUM_BYTES > sums.length) continue;
      readSync(file, page, 0, pageBytes, position);
      noteChecksum(sums, number, page);
    }
  } finally {
    closeSync(file);
  }
}

/** Bytes of a page by the header of a database; 0: it has none yet. */
export function pageBytesOf(file: number): number {
  const bytes = Buffer.alloc(2);
  if (readSync(file, bytes, 0, 2, 16) < 2) return 0;
  const value = bytes.readUInt16BE(0);
  return value === 1 ? 65_536 : value;
}

/** The log of changes of a workspace's database. */
export const logOf = (folder: string): string => `${databaseOf(folder)}-wal`;
