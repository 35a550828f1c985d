import type { Migration } from './migration.ts';

/** What the classes of a label scheme are called where its labels are numbers. The labels themselves stay as they are. */
export const classNames: Migration = {
  version: 19,
  sql: `
    CREATE TABLE class_name (
      scheme TEXT NOT NULL,
      value TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (scheme, value),
      UNIQUE (scheme, name)
    ) STRICT, WITHOUT ROWID;
  `,
};
