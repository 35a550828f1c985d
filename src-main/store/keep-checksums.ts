import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { logStanding, readingConnection } from './log-standing.ts';
import { checksumFile, readChecksums } from './page-checksums.ts';
import { writeChecksums } from './write-checksums.ts';

/** The log goes into the database when it has this many pages: one that an import writes many times goes there once. */
const MOST_LOGGED = 4000;

/** What is to be done when the process ends: it closes its databases, and SQLite writes the log of the last one that is closed. */
const atExit = new Set<() => void>();
process.on('exit', () => {
  for (const end of atExit) {
    try {
      end();
    } catch {
      // It takes rows still, and is closed with the process; its log was written.
    }
  }
});

/**
 * Keeps the checksums of a database's pages: they are made where there are none, and written whenever the log of its
 * changes goes into the database, which is after a transaction that made the log long, and when it is closed.
 *
 * @param disconnected called when it was closed
 * @returns what closes the database
 */
export function keepChecksums(db: Database, folder: string, disconnected: () => void): () => void {
  if (!existsSync(checksumFile(folder))) writeChecksums(folder);
  let most = MOST_LOGGED;
  followCommits(db, () => {
    const logged = logStanding(db)?.frames ?? 0;
    if (logged < MOST_LOGGED) most = MOST_LOGGED;
    if (logged < most) return;
    // While somebody reads an older state the log cannot begin anew: it is not read again after every transaction.
    most = logged + MOST_LOGGED;
    orLater(folder);
  });
  const end = (): void => {
    atExit.delete(end);
    if (!db.open) return;
    if (db.inTransaction) db.exec('ROLLBACK');
    if (isLogged(db, folder) && !orLater(folder)) holdLog(folder);
    db.close();
    disconnected();
  };
  atExit.add(end);
  return end;
}

/** Whether something in the log has no checksum yet. */
function isLogged(db: Database, folder: string): boolean {
  const standing = logStanding(db);
  if (standing === null) return true;
  return standing.frames > standing.written || (standing.frames > 0 && readChecksums(folder) === null);
}

/** The transaction is complete, so a full disk or another process that writes for long is no reason to fail. */
function orLater(folder: string): boolean {
  try {
    writeChecksums(folder);
    return true;
  } catch {
    return false;
  }
}

/** Connections that are open as long as this process. */
const held: unknown[] = [];

/** As long as somebody reads, closing the database leaves the log to whoever opens it next. */
function holdLog(folder: string): void {
  try {
    held.push(readingConnection(folder));
  } catch {
    // Then the check will say of good pages that they are damaged, which is the lesser evil.
  }
}

/** Calls a function after every transaction that has become part of the database. */
function followCommits(db: Database, onCommit: () => void): void {
  const transaction = db.transaction.bind(db);
  const followed =
    <A extends unknown[], R>(call: (...given: A) => R) =>
    (...given: A): R => {
      const result = call(...given);
      if (!db.inTransaction) onCommit();
      return result;
    };
  db.transaction = <F extends Parameters<Database['transaction']>[0]>(work: F) => {
    const own = transaction(work);
    type Given = Parameters<typeof own>;
    return Object.assign(
      followed((...given: Given) => own(...given)),
      {
        default: followed((...given: Given) => own.default(...given)),
        deferred: followed((...given: Given) => own.deferred(...given)),
        immediate: followed((...given: Given) => own.immediate(...given)),
        exclusive: followed((...given: Given) => own.exclusive(...given)),
      },
    );
  };
}
