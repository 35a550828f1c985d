import type { Statement } from 'better-sqlite3';
import type { WritableStore } from './store.ts';

/** A label as the workspace calls it. */
export interface SchemeLabel {
  scheme: string;
  value: string;
}

/** A label of a file, with the name of the file and the line that gave it; null: not known. */
export interface StoredLabel {
  value: string;
  file: string | null;
  line: number | null;
  /** The number of that file. */
  source: number | null;
}

/** Stores the labels of a source file. Of a document and scheme, the first one that a file gave stays. */
export class LabelWriter {
  readonly #find: Statement<[number, string], StoredLabel>;
  readonly #insert: Statement;
  readonly #source: number;
  #metAnother = false;

  constructor({ db }: WritableStore, source: number) {
    this.#source = source;
    this.#find = db.prepare(
      `SELECT l.value, s.name AS file, l.line, l.source_file AS source FROM label l LEFT JOIN source_file s ON s.id = l.source_file
       WHERE l.document_id = ? AND l.scheme = ? AND l.origin = 'import'`,
    );
    this.#insert = db.prepare(
      `INSERT INTO label (document_id, scheme, origin, value, confidence, source_file, line, created_at)
       VALUES (?, ?, 'import', ?, NULL, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
  }

  /** The label that a file gave to a document; null: none did. */
  find(document: number, scheme: string): StoredLabel | null {
    const found = this.#find.get(document, scheme) ?? null;
    if (found !== null && found.source !== this.#source) this.#metAnother = true;
    return found;
  }

  /** Whether a label of another file was found since this was asked last. */
  takeMetAnother(): boolean {
    const met = this.#metAnother;
    this.#metAnother = false;
    return met;
  }

  /** Labels a document; false: a file has labelled it already. */
  add(document: number, { scheme, value }: SchemeLabel, line: number): boolean {
    return this.#insert.run(document, scheme, value, this.#source, line, Date.now()).changes > 0;
  }
}
