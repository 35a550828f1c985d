import { constants, copyFileSync, existsSync, openSync, closeSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { isConnected } from './database-file.ts';
import { databaseOf } from './workspace-folder.ts';
import { type LogState, logState } from './write-ahead-log.ts';

/** How a file of SQLite begins. */
const SIGNATURE = 'SQLite format 3\0';
/** Who is writing to a log has written more after this time, in milliseconds. */
const WRITING_MS = 200;

/**
 * Keeps a copy of a log of changes that cannot be read to its end, before SQLite opens the database: it would take what
 * it can read, and delete the log.
 *
 * @returns what happened, as a sentence; null: there is no log, or nothing is wrong with it
 */
export function setAsideDamagedLog(folder: string): string | null {
  // Whoever opened it before looked; and its files must not be closed while it is open.
  if (isConnected(folder)) return null;
  const log = `${databaseOf(folder)}-wal`;
  const state = damageOf(folder, log);
  if (state === null) return null;
  const { mtimeMs, size } = statSync(log);
  const kept = `${log}.damaged-${new Date(mtimeMs).toISOString().replaceAll(':', '-')}`;
  if (existsSync(kept) && statSync(kept).size === size) return null;
  copyFileSync(log, kept, constants.COPYFILE_FICLONE);
  return (
    `The log of the latest changes to the workspace ${folder} is damaged: what stands before the damage is read, and` +
    ` changes after it may be lost. The damaged log is kept as ${basename(kept)}.`
  );
}

function damageOf(folder: string, log: string): LogState | null {
  const state = logState(log);
  if (state === null) return null;
  if (!isDatabase(databaseOf(folder))) return state;
  if (!state.damaged) return null;
  // What another process is writing just now looks the same for a moment.
  const before = statSync(log);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WRITING_MS);
  const again = logState(log);
  const now = again === null ? null : statSync(log);
  const isStill = now !== null && now.size === before.size && now.mtimeMs === before.mtimeMs;
  return isStill && again?.damaged === true && again.readable === state.readable ? state : null;
}

function isDatabase(file: string): boolean {
  const opened = openSync(file, 'r');
  try {
    const head = Buffer.alloc(SIGNATURE.length);
    return readSync(opened, head) === head.length && head.toString('latin1') === SIGNATURE;
  } finally {
    closeSync(opened);
  }
}
