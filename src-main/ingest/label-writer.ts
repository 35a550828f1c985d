import type { Database, Statement } from 'better-sqlite3';
import type { Problem } from './outcome.ts';
import type { Fate } from './sink.ts';

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

  /** Labels documents that say the same: `duplicate` where all of them have the label already. */
  label(documents: readonly number[], scheme: string, value: string, line: number): Fate {
    const [only] = documents;
    // Most texts are one document without a label: it is not looked up first.
    if (documents.length === 1 && only !== undefined) {
      if (this.#add(only, scheme, value, line)) return 'accepted';
      const stored = this.#find.get(only, scheme);
      return stored === undefined || stored.value === value ? 'duplicate' : conflict(value, stored);
    }
    const labels = documents.map((id) => ({ id, label: this.#find.get(id, scheme) }));
    const other = labels.find(({ label }) => label !== undefined && label.value !== value)?.label;
    if (other !== undefined) return conflict(value, other);
    const unlabelled = labels.filter(({ label }) => label === undefined);
    for (const { id } of unlabelled) this.#add(id, scheme, value, line);
    return unlabelled.length > 0 ? 'accepted' : 'duplicate';
  }

  #add(document: number, scheme: string, value: string, line: number): boolean {
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
