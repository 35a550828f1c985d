import type { Database, Statement } from 'better-sqlite3';
import type { Problem } from './outcome.ts';
import type { Fate } from './sink.ts';

/** A label as the workspace calls it. */
export interface FileLabel {
  scheme: string;
  value: string;
}

interface StoredLabel {
  value: string;
  file: string | null;
  line: number | null;
}

/** Stores the labels of a file. The first label of a text and scheme counts: one that contradicts it is not taken. */
export class LabelWriter {
  readonly #find: Statement<[number, string], StoredLabel>;
  readonly #insert: Statement;
  readonly #source: number;

  constructor(db: Database, source: number) {
    this.#source = source;
    this.#find = db.prepare(
      `SELECT l.value, s.name AS file, l.line FROM label l LEFT JOIN source_file s ON s.id = l.source_file
       WHERE l.document_id = ? AND l.scheme = ? AND l.origin = 'import'`,
    );
    this.#insert = db.prepare(
      `INSERT INTO label (document_id, scheme, origin, value, confidence, source_file, line, created_at)
       VALUES (?, ?, 'import', ?, NULL, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
  }

  /**
   * Labels documents that say the same, all or nothing: `duplicate` where they have every label already, a problem
   * where one contradicts.
   */
  label(documents: readonly number[], labels: readonly FileLabel[], line: number): Fate {
    const [document] = documents;
    const [label] = labels;
    // Most texts are one document without a label: it is not looked up first.
    if (documents.length === 1 && labels.length === 1 && document !== undefined && label !== undefined) {
      if (this.#add(document, label, line)) return 'accepted';
      return this.#conflict(documents, label) ?? 'duplicate';
    }
    const problem = labels.map((one) => this.#conflict(documents, one)).find((found) => found !== null);
    if (problem !== undefined) return problem;
    const added = labels.flatMap((one) => documents.map((id) => this.#add(id, one, line)));
    return added.includes(true) ? 'accepted' : 'duplicate';
  }

  #conflict(documents: readonly number[], { scheme, value }: FileLabel): Problem | null {
    for (const id of documents) {
      const stored = this.#find.get(id, scheme);
      if (stored !== undefined && stored.value !== value) return conflict(value, stored);
    }
    return null;
  }

  #add(document: number, { scheme, value }: FileLabel, line: number): boolean {
    return this.#insert.run(document, scheme, value, this.#source, line, Date.now()).changes > 0;
  }
}

function conflict(value: string, { value: earlier, file, line }: StoredLabel): Problem {
  return {
    kind: 'conflict',
    column: 'label',
    message: `"${value}" contradicts "${earlier}", given to the same text in line ${line} of ${file}; the first one counts`,
  };
}
