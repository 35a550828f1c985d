import type { Migration } from './migration.ts';

/** Runs of one learning curve: each has the number of the first of them. */
export const curves: Migration = {
  version: 4,
  sql: 'ALTER TABLE run ADD COLUMN curve INTEGER REFERENCES run (id)',
};
