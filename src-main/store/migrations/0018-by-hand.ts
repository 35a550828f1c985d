import type { Migration } from './migration.ts';

/**
 * What people do by hand. The first lines of a file are kept with how it was read, so that a rejected record can be
 * corrected and read again as all others were; `lines` is a JSON list of lines, compressed with gzip, and files that
 * earlier versions imported have none. A corrected record stands in `correction`, as it was and as it is, and no longer
 * in `reject`. Searches and groups of tickers have names. All of it can be undone, which `deletion` says.
 */
export const byHand: Migration = {
  version: 18,
  sql: `
    CREATE TABLE source_sample (
      source_file INTEGER NOT NULL PRIMARY KEY REFERENCES source_file (id),
      kind TEXT,
      labels TEXT,
      reading TEXT NOT NULL,
      lines BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE correction (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      source_file INTEGER NOT NULL REFERENCES source_file (id),
      line INTEGER NOT NULL,
      byte INTEGER NOT NULL,
      column_name TEXT,
      kind TEXT NOT NULL,
      message TEXT NOT NULL,
      raw TEXT NOT NULL,
      corrected TEXT NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'duplicate')),
      corrected_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX correction_source ON correction (source_file);

    CREATE TABLE saved_search (
      name TEXT PRIMARY KEY,
      query TEXT NOT NULL,
      saved_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE ticker_group (
      name TEXT PRIMARY KEY,
      symbols TEXT NOT NULL,
      saved_at INTEGER NOT NULL
    ) STRICT;

    -- Its rows refer to those of deletion, which cannot be replaced before it.
    ALTER TABLE deleted_row RENAME TO deleted_row_before;
    DROP INDEX deleted_row_deletion;
    ALTER TABLE deletion RENAME TO deletion_before;
    CREATE TABLE deletion (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      what TEXT NOT NULL
        CHECK (what IN ('source', 'labels', 'run', 'labelling', 'correction', 'search', 'group')),
      name TEXT NOT NULL,
      item INTEGER,
      deleted_at INTEGER NOT NULL,
      removed TEXT NOT NULL
    ) STRICT;
    INSERT INTO deletion (id, what, name, item, deleted_at, removed)
      SELECT id, what, name, item, deleted_at, removed FROM deletion_before ORDER BY id;
    UPDATE sqlite_sequence SET seq = max(seq, coalesce(
      (SELECT seq FROM sqlite_sequence WHERE name = 'deletion_before'), 0)) WHERE name = 'deletion';
    INSERT INTO sqlite_sequence (name, seq)
      SELECT 'deletion', seq FROM sqlite_sequence WHERE name = 'deletion_before'
        AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'deletion');
    CREATE TABLE deleted_row (
      id INTEGER PRIMARY KEY,
      deletion_id INTEGER NOT NULL REFERENCES deletion (id),
      table_name TEXT NOT NULL,
      change TEXT NOT NULL CHECK (change IN ('delete', 'insert', 'update')),
      columns TEXT NOT NULL,
      before TEXT,
      after TEXT
    ) STRICT;
    INSERT INTO deleted_row (id, deletion_id, table_name, change, columns, before, after)
      SELECT id, deletion_id, table_name, change, columns, before, after FROM deleted_row_before;
    DROP TABLE deleted_row_before;
    DROP TABLE deletion_before;
    CREATE INDEX deleted_row_deletion ON deleted_row (deletion_id);
  `,
};
