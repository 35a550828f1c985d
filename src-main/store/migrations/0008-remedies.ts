import type { Migration } from './migration.ts';

/** What helps against the problem of a run, as a JSON list of remedies. */
export const remedies: Migration = {
  version: 8,
  sql: 'ALTER TABLE run ADD COLUMN remedies TEXT',
};
