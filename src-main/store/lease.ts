/** What one process at a time may do. The operating system ends a lease with its process, however that ends. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import SQLite from 'better-sqlite3';

/** Until a lease that somebody else has is asked for again. */
const PAUSE_MS = 200;

/** As long as another process may look whether somebody has a lease. */
const LOOK_MS = 250;

const fileOf = (dir: string, name: string): string => join(dir, 'locks', name);

/** The leases that this process has: the connections whose locks they are. */
const own = new Map<string, SQLite.Database>();

/** Takes a lease in a workspace's folder. False: somebody has it, another process or this one. */
export function takeLease(dir: string, name: string): boolean {
  mkdirSync(join(dir, 'locks'), { recursive: true });
  const file = fileOf(dir, name);
  const db = new SQLite(file, { timeout: LOOK_MS });
  try {
    // Nothing is ever written, so that there is nothing to roll back.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (isBusy(error)) return false;
    throw error;
  }
  own.set(file, db);
  return true;
}

/** Gives a lease back; nothing happens if this process does not have it. */
export function endLease(dir: string, name: string): void {
  const file = fileOf(dir, name);
  own.get(file)?.close();
  own.delete(file);
}

/** The same, and nobody will ask for it again. */
export function removeLease(dir: string, name: string): void {
  endLease(dir, name);
  rmSync(fileOf(dir, name), { force: true });
}

/** Whether somebody has a lease; null: it was never taken, or was removed. */
export function isLeased(dir: string, name: string): boolean | null {
  const file = fileOf(dir, name);
  if (!existsSync(file)) return null;
  let db: SQLite.Database;
  try {
    db = new SQLite(file, { timeout: 0, readonly: true });
  } catch (error) {
    // It was removed just now.
    if (!existsSync(file)) return null;
    throw error;
  }
  try {
    db.prepare('SELECT 1 FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    db.close();
  }
}

/**
 * Takes a lease as soon as nobody else has it.
 * @param onWait called once, if somebody has it
 * @throws what `signal` was aborted with
 */
export async function leaseInTurn(
  dir: string,
  name: string,
  { signal, onWait }: { signal: AbortSignal; onWait: () => void },
): Promise<Disposable> {
  for (let waits = 0; !takeLease(dir, name); waits++) {
    if (waits === 0) onWait();
    await pause(PAUSE_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  return { [Symbol.dispose]: () => endLease(dir, name) };
}

function isBusy(error: unknown): boolean {
  return error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
