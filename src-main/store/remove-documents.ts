import type { WritableStore } from './store.ts';

/**
 * Takes out documents with all that is known about them, but not the near-duplicate groups that they were in.
 * Predictions of them, and what runs learned from them, stay with the text in the place of the document.
 *
 * @param which a query of the numbers of the documents, with its parameters
 */
export function removeDocumentsOf({ db }: WritableStore, which: string, parameters: object): void {
  const run = (sql: string): void => void db.prepare<[object]>(sql).run(parameters);
  run(`UPDATE state SET value = max(value, (SELECT coalesce(max(id), 0) FROM document WHERE id IN (${which})))
       WHERE name = 'last_document'`);
  for (const table of ['prediction', 'training_row']) {
    run(`UPDATE ${table} SET text = (SELECT text FROM document d WHERE d.id = document_id), document_id = NULL
         WHERE document_id IN (${which})`);
  }
  run(`DELETE FROM mention WHERE document_id IN (${which})`);
  run(`DELETE FROM judgement WHERE document_id IN (${which})`);
  run(`DELETE FROM text_cluster WHERE document_id IN (${which})`);
  run(`DELETE FROM label WHERE document_id IN (${which})`);
  // An index without content of its own is given what it is to forget: https://sqlite.org/fts5.html#the_delete_command
  run(`INSERT INTO document_text (document_text, rowid, text)
       SELECT 'delete', id, text FROM document WHERE id IN (${which})`);
  run(`DELETE FROM document WHERE id IN (${which})`);
}
