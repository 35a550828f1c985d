import type { Migration } from './migration.ts';

/**
 * A company's vector in the context of one topic, from so many texts; `embedding` has the one over all its texts. Those
 * stand in a table of their own, since a key of SQLite may not be null.
 */
export const topicEmbeddings: Migration = {
  version: 6,
  sql: `
    CREATE TABLE topic_embedding (
      run_id INTEGER NOT NULL REFERENCES run (id),
      topic TEXT NOT NULL,
      company_id INTEGER NOT NULL REFERENCES company (id),
      texts INTEGER NOT NULL,
      vector BLOB NOT NULL,
      PRIMARY KEY (run_id, topic, company_id)
    ) STRICT;
  `,
};
