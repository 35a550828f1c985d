import SQLite from 'better-sqlite3';

/** The version of the SQLite that stores workspaces. */
export function sqliteVersion(): string {
  const db = new SQLite(':memory:');
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
}
