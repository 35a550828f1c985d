import type { Migration } from './migration.ts';

/**
 * A prediction of every row that a run was tested on, also where several rows of a file stand at one document or at
 * none; and the rows that it learned from, so that whoever measures it later can be told which texts it knows.
 * `line` is where a row begins in the file that it came from; `text` stands only where there is no document.
 *
 * Runs of before kept one prediction per document, and not what they learned from.
 */
export const predictedRows: Migration = {
  version: 7,
  sql: `
    ALTER TABLE prediction RENAME TO prediction_of_document;
    CREATE TABLE prediction (
      run_id INTEGER NOT NULL REFERENCES run (id),
      part TEXT NOT NULL CHECK (part IN ('valid', 'test')),
      item INTEGER NOT NULL,
      document_id INTEGER REFERENCES document (id),
      line INTEGER,
      text TEXT,
      truth TEXT NOT NULL,
      predicted TEXT NOT NULL,
      probabilities TEXT NOT NULL,
      PRIMARY KEY (run_id, part, item),
      CHECK ((document_id IS NULL) <> (text IS NULL))
    ) STRICT, WITHOUT ROWID;
    INSERT INTO prediction (run_id, part, item, document_id, truth, predicted, probabilities)
      SELECT run_id, part, row_number() OVER (PARTITION BY run_id, part ORDER BY document_id) - 1,
             document_id, truth, predicted, probabilities
      FROM prediction_of_document;
    DROP TABLE prediction_of_document;
    CREATE INDEX prediction_document ON prediction (document_id) WHERE document_id IS NOT NULL;

    CREATE TABLE training_row (
      run_id INTEGER NOT NULL REFERENCES run (id),
      item INTEGER NOT NULL,
      document_id INTEGER REFERENCES document (id),
      line INTEGER,
      text TEXT,
      PRIMARY KEY (run_id, item),
      CHECK ((document_id IS NULL) <> (text IS NULL))
    ) STRICT, WITHOUT ROWID;
  `,
};
