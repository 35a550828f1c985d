import type { Migration } from './migration.ts';

/**
 * What was taken out of the workspace, until it is brought back or the bin is emptied. Each change of a row that a
 * deletion made stands in `deleted_row`, in its order; undoing it takes them back from the last to the first. `columns`
 * is a JSON list of names, `before` and `after` one of SQL literals, which give every value back exactly: a later step
 * that changes what rows say, or takes columns out, has to do so here too.
 *
 * `whole` of a file is 0 until its import has come to its end.
 */
export const deletions: Migration = {
  version: 15,
  sql: `
    ALTER TABLE source_file ADD COLUMN whole INTEGER NOT NULL DEFAULT 1;

    CREATE TABLE deletion (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      what TEXT NOT NULL CHECK (what IN ('source', 'labels', 'run', 'labelling')),
      name TEXT NOT NULL,
      item INTEGER,
      deleted_at INTEGER NOT NULL,
      removed TEXT NOT NULL
    ) STRICT;

    CREATE TABLE deleted_row (
      id INTEGER PRIMARY KEY,
      deletion_id INTEGER NOT NULL REFERENCES deletion (id),
      table_name TEXT NOT NULL,
      change TEXT NOT NULL CHECK (change IN ('delete', 'insert', 'update')),
      columns TEXT NOT NULL,
      before TEXT,
      after TEXT
    ) STRICT;
    CREATE INDEX deleted_row_deletion ON deleted_row (deletion_id);
  `,
};
