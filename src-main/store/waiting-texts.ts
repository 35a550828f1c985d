/**
 * Texts that files of labels brought before the file that they come from: documents without a time, which wait for
 * those of another file that say the same.
 */
import { removeDocumentsOf } from './remove-documents.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import type { TextKey } from './text-keys.ts';

/** The source files of labels, whose texts wait. */
export const waitingSources = "SELECT id FROM source_file WHERE kind = 'labels'";

/** The last document that was looked at: later ones have not been compared with what waits. */
const linkedTo = "coalesce((SELECT value FROM state WHERE name = 'linked_to'), 0)";

export interface WaitingText {
  id: number;
  text: string;
}

/** The texts that wait while there are new documents of other files; else none. */
export function waitingTexts({ db }: ReadableStore): WaitingText[] {
  const isNew = db
    .prepare(
      `SELECT 1 FROM document WHERE id > ${linkedTo} AND source_file NOT IN (${waitingSources}) LIMIT 1`,
    )
    .get();
  if (isNew === undefined) return [];
  return db
    .prepare<[], WaitingText>(
      `SELECT id, text FROM document WHERE source_file IN (${waitingSources}) ORDER BY id`,
    )
    .all();
}

/** The keys of the documents of other files that have not been compared with what waits; as `textKeys` gives them. */
export function newTextKeys({ db }: ReadableStore, shortKeyLetters: number): Iterable<TextKey> {
  return db
    .prepare<[number], TextKey>(
      `SELECT id, published_at, normal_key, CASE WHEN length(normal_key) < ? THEN text END, source_file
       FROM document WHERE id > ${linkedTo} AND source_file NOT IN (${waitingSources})`,
    )
    .raw()
    .iterate(shortKeyLetters);
}

/** A text that waited, and the documents that say the same. */
export interface LinkedText {
  waiting: number;
  documents: readonly number[];
}

/**
 * Gives the labels of texts that waited to the documents that say the same, and takes out what waited. A document
 * keeps a label that another file gave to it. To be called in a transaction.
 *
 * @returns how many labels a document has otherwise from another file
 */
export function linkTexts(store: WritableStore, linked: readonly LinkedText[]): number {
  const { db } = store;
  const contradicts = db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM label a JOIN label b USING (scheme, origin)
       WHERE a.document_id = ? AND b.document_id = ? AND a.value <> b.value`,
    )
    .pluck();
  const give = db.prepare<[number, number]>(
    `INSERT INTO label (document_id, scheme, origin, value, confidence, source_file, line, created_at, run_id, known_at)
     SELECT ?, scheme, origin, value, confidence, source_file, line, created_at, run_id, known_at
     FROM label WHERE document_id = ? ON CONFLICT DO NOTHING`,
  );
  const said = db.prepare<[number, number]>(
    `INSERT INTO judgement (action, document_id, scheme, annotator, stage, value, created_at)
     SELECT action, ?, scheme, annotator, stage, value, created_at FROM judgement WHERE document_id = ? ORDER BY id`,
  );
  let contradicted = 0;
  for (const { waiting, documents } of linked) {
    for (const document of documents) {
      contradicted += contradicts.get(waiting, document) ?? 0;
      give.run(document, waiting);
      said.run(document, waiting);
    }
  }
  const gone = JSON.stringify(linked.map(({ waiting }) => waiting));
  removeDocumentsOf(store, 'SELECT value FROM json_each(@gone)', { gone });
  return contradicted;
}

/** Notes that every document has been compared with what waits. */
export function linkedAll({ db }: WritableStore): void {
  db.prepare(
    `INSERT INTO state SELECT 'linked_to', coalesce(max(id), 0) FROM document WHERE true
     ON CONFLICT DO UPDATE SET value = excluded.value`,
  ).run();
}
