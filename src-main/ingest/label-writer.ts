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
       VALUES (?, ?, 'import', ?, NULL, ?, ?, ?)`,
    );
  }

  /** Labels documents that say the same: `duplicate` where all of them have the label already. */
  label(documents: readonly number[], scheme: string, value: string, line: number): Fate {
    const labels = documents.map((id) => ({ id, label: this.#find.get(id, scheme) }));
    const other = labels.find(({ label }) => label !== undefined && label.value !== value)?.label;
    if (other !== undefined) return conflict(value, other);
    const unlabelled = labels.filter(({ label }) => label === undefined);
    for (const { id } of unlabelled) this.#insert.run(id, scheme, value, this.#source, line, Date.now());
    return unlabelled.length > 0 ? 'accepted' : 'duplicate';
  }
}

function conflict(value: string, { value: earlier, file, line }: StoredLabel): Problem {
  return {
    kind: 'conflict',
    column: 'label',
    message: `"${value}" contradicts "${earlier}", given to the same text in line ${line} of ${file}; the first one counts`,
  };
}
