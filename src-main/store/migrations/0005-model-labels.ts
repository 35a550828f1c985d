import type { Migration } from './migration.ts';

/** Labels of the origin `model` say which run gave them. */
export const modelLabels: Migration = {
  version: 5,
  sql: 'ALTER TABLE label ADD COLUMN run_id INTEGER REFERENCES run (id)',
};
