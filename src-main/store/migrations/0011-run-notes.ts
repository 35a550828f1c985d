import type { Migration } from './migration.ts';

/** What people write about runs: a name, a note, tags (a JSON list), and whether one is pinned or archived. */
export const runNotes: Migration = {
  version: 11,
  sql: `
    ALTER TABLE run ADD COLUMN name TEXT;
    ALTER TABLE run ADD COLUMN note TEXT;
    ALTER TABLE run ADD COLUMN tags TEXT;
    ALTER TABLE run ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
    ALTER TABLE run ADD COLUMN archived_at INTEGER;
  `,
};
