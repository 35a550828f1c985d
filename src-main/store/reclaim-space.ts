import { statSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { freeBytes, megabytes } from '../disk-room.ts';
import { checkPages } from './check-pages.ts';
import { endLease, takeLease } from './lease.ts';
import { listRuns, standing } from './runs.ts';
import type { WritableStore } from './store.ts';
import { databaseOf } from './workspace-folder.ts';
import { logOf, writeChecksums } from './write-checksums.ts';

/** Less is not worth writing the database anew: what is stored next takes its place. */
const LEAST_BYTES = 1 << 20;

/** Whoever has it may write the database anew. A training takes it while it begins, so that it waits for the end of that. */
export const RECLAIM_LEASE = 'reclaim';

export interface ReclaimedSpace {
  /** Bytes that the database and its log take less of the disk. */
  freed: number;
  /** Why it keeps room that nothing stands in, as a sentence; null: it keeps none that is worth it. */
  kept: string | null;
}

/**
 * Gives the room of rows that were deleted back to the disk: SQLite keeps it for new ones otherwise. The database is
 * written anew for that, in one transaction, which takes room for two more copies of it while it lasts. Whoever writes
 * meanwhile waits, and gives up in the end: so not while an import or a training goes on.
 */
export async function reclaimSpace(store: WritableStore): Promise<ReclaimedSpace> {
  const { db, dir } = store;
  const pageBytes = numberOf(store, 'page_size');
  const used = numberOf(store, 'page_count') * pageBytes;
  const unused = numberOf(store, 'freelist_count') * pageBytes;
  if (unused < LEAST_BYTES) return { freed: 0, kept: null };
  const kept = (why: string): ReclaimedSpace => ({
    freed: 0,
    kept: `The database keeps ${megabytes(unused)} for what is stored next, and does not give them back to the disk: ${why}. The next time that the bin is emptied it is tried again.`,
  });
  const needed = 2 * (used - unused);
  const free = freeBytes(dir);
  if (free < needed)
    return kept(`that takes ${megabytes(needed)} of it for a while, and it has ${megabytes(free)} left`);
  // Whoever begins to import or to train meanwhile waits for these.
  using leases = new DisposableStack();
  for (const [name, why] of [
    ['import', 'an import is under way'],
    [RECLAIM_LEASE, 'a training begins just now'],
  ] as const) {
    if (!takeLease(dir, name)) return kept(why);
    leases.defer(() => endLease(dir, name));
  }
  const trained = listRuns(store).find((run) => standing(store, run).state === 'running');
  if (trained) return kept(`run ${trained.id} is being trained`);
  // A page that is written anew is taken for right.
  const { damaged } = await checkPages(dir, { readOnly: false });
  if (damaged.length > 0) return kept('it is damaged, and has to be repaired first');
  const before = bytesOf(dir);
  try {
    db.exec('VACUUM');
  } catch (error) {
    const code = error instanceof SQLite.SqliteError ? error.code : '';
    if (code.startsWith('SQLITE_BUSY')) return kept('another program was writing to it');
    if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR')) return kept('there was no room for that');
    throw error;
  }
  writeChecksums(dir);
  beginLogAnew(store);
  const freed = before - bytesOf(dir);
  return freed > 0 ? { freed, kept: null } : { freed: 0, kept: whileRead(unused) };
}

/** What a database and its log take of the disk. */
function bytesOf(dir: string): number {
  const [database, log] = [databaseOf(dir), logOf(dir)].map(
    (file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0,
  );
  return database! + log!;
}

/** Begins the log anew, cut to the one transaction that this takes, unless somebody reads an older state. */
function beginLogAnew(store: WritableStore): void {
  const { db } = store;
  const most = numberOf(store, 'journal_size_limit');
  db.pragma('journal_size_limit = 0');
  db.pragma(`user_version = ${numberOf(store, 'user_version')}`);
  db.pragma(`journal_size_limit = ${most}`);
}

function numberOf({ db }: WritableStore, pragma: string): number {
  return Number(db.pragma(pragma, { simple: true }));
}

/** Why a database that was written anew is not smaller yet. */
function whileRead(unused: number): string {
  return `The database was written anew without the ${megabytes(unused)} that nothing stands in, but somebody was reading it as it was before: the disk gets them back when the workspace is next closed after that.`;
}
