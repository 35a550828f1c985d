import SQLite from 'better-sqlite3';
import { freeBytes, megabytes } from '../disk-room.ts';
import { checkPages } from './check-pages.ts';
import type { WritableStore } from './store.ts';
import { writeChecksums } from './write-checksums.ts';

/** Less is not worth writing the database anew: what is stored next takes its place. */
const LEAST_BYTES = 1 << 20;

export interface ReclaimedSpace {
  /** Bytes that the database takes less of the disk. */
  freed: number;
  /** Why it keeps room that nothing stands in, as a sentence; null: it keeps none that is worth it. */
  kept: string | null;
}

/**
 * Gives the room of rows that were deleted back to the disk: SQLite keeps it for new ones otherwise. The database is
 * written anew for that, in one transaction, which takes room for two more copies of it while it lasts.
 */
export async function reclaimSpace(store: WritableStore): Promise<ReclaimedSpace> {
  const { db, dir } = store;
  const number = (pragma: string): number => Number(db.pragma(pragma, { simple: true }));
  const pageBytes = number('page_size');
  const before = number('page_count');
  const unused = number('freelist_count') * pageBytes;
  if (unused < LEAST_BYTES) return { freed: 0, kept: null };
  const kept = (why: string): ReclaimedSpace => ({
    freed: 0,
    kept: `The database keeps ${megabytes(unused)} for what is stored next, and does not give them back to the disk: ${why}. The next time that the bin is emptied it is tried again.`,
  });
  const needed = 2 * (before * pageBytes - unused);
  const free = freeBytes(dir);
  if (free < needed)
    return kept(`that takes ${megabytes(needed)} of it for a while, and it has ${megabytes(free)} left`);
  // A page that is written anew is taken for right.
  const { damaged } = await checkPages(dir, { readOnly: false });
  if (damaged.length > 0) return kept('it is damaged, and has to be repaired first');
  try {
    db.exec('VACUUM');
  } catch (error) {
    const code = error instanceof SQLite.SqliteError ? error.code : '';
    if (code.startsWith('SQLITE_BUSY')) return kept('another program was writing to it');
    if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR')) return kept('there was no room for that');
    throw error;
  }
  writeChecksums(dir);
  // The next transaction begins the log anew, and cuts it to its usual length.
  db.pragma(`user_version = ${number('user_version')}`);
  return { freed: (before - number('page_count')) * pageBytes, kept: null };
}
