import type { Migration } from './migration.ts';

/**
 * How a file of a shape was read when its user had to say so, to be offered for the next file of that shape. It belongs
 * to no source, so that it outlives the files that are forgotten.
 */
export const fileShapes: Migration = {
  version: 10,
  sql: `
    CREATE TABLE file_shape (
      shape TEXT PRIMARY KEY,
      file TEXT NOT NULL,
      kind TEXT,
      reading TEXT NOT NULL,
      imported_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
