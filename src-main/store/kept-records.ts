/** Records that are kept to be taken again when another file is forgotten. */
import type { Statement } from 'better-sqlite3';
import type { ReadableStore, WritableStore } from './store.ts';

/** What became of a record when it was last taken. */
export type RecordOutcome = 'accepted' | 'duplicate' | 'rejected';

export interface KeptRecord {
  /** Number of the record in its file, from 0; below 0: it was rejected and then corrected by hand. */
  item: number;
  line: number;
  byte: number;
  outcome: RecordOutcome;
  /** JSON; its kind of file knows the schema. */
  record: string;
}

/** Keeps records of a source file. A record that is kept already stays as it is. */
export class KeptRecordWriter {
  readonly #insert: Statement;
  readonly #source: number;

  constructor({ db }: WritableStore, source: number) {
    this.#source = source;
    this.#insert = db.prepare(
      `INSERT INTO kept_record (source_file, item, line, byte, outcome, record) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET line = excluded.line, byte = excluded.byte, outcome = excluded.outcome,
         record = excluded.record WHERE record <> excluded.record`,
    );
  }

  keep({ item, line, byte, outcome, record }: KeptRecord): void {
    this.#insert.run(this.#source, item, line, byte, outcome, record);
  }
}

/** Kept records of a source file after the record `after`, in the order of the file; at most `limit`. */
export function keptRecordsAfter(
  store: ReadableStore,
  source: number,
  after: number,
  limit: number,
): KeptRecord[] {
  return store.db
    .prepare<[number, number, number], KeptRecord>(
      `SELECT item, line, byte, outcome, record FROM kept_record WHERE source_file = ? AND item > ?
       ORDER BY item LIMIT ?`,
    )
    .all(source, after, limit);
}

/** A change of what became of a kept record. `problem`: why it is rejected now; null: it is not. */
export interface ChangedOutcome {
  kept: KeptRecord;
  outcome: RecordOutcome;
  problem: { column: string | null; kind: string; message: string } | null;
}

/** Notes what became of kept records now: among them, in the counts of their file and in its rejects. */
export class OutcomeWriter {
  readonly #source: number;
  readonly #keep: Statement;
  readonly #unreject: Statement;
  readonly #explain: Statement;
  readonly #reject: Statement;
  readonly #count: Statement;

  constructor({ db }: WritableStore, source: number) {
    this.#source = source;
    this.#keep = db.prepare('UPDATE kept_record SET outcome = ? WHERE source_file = ? AND item = ?');
    this.#unreject = db.prepare('DELETE FROM reject WHERE source_file = ? AND line = ? AND byte = ?');
    this.#explain = db.prepare(
      'UPDATE reject SET column_name = ?, kind = ?, message = ? WHERE source_file = ? AND line = ? AND byte = ?',
    );
    this.#reject = db.prepare(
      'INSERT INTO reject (source_file, line, byte, column_name, kind, message, raw) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#count = db.prepare(
      `UPDATE source_file SET accepted = accepted + ?, duplicate = duplicate + ?, rejected = rejected + ?
       WHERE id = ?`,
    );
  }

  note({ kept, outcome, problem }: ChangedOutcome): void {
    const { item, line, byte, outcome: before, record } = kept;
    if (problem !== null && before === 'rejected') {
      this.#explain.run(problem.column, problem.kind, problem.message, this.#source, line, byte);
    } else if (problem !== null) {
      this.#reject.run(this.#source, line, byte, problem.column, problem.kind, problem.message, record);
    } else if (before === 'rejected') {
      this.#unreject.run(this.#source, line, byte);
    }
    if (outcome === before) return;
    this.#keep.run(outcome, this.#source, item);
    const change = (name: RecordOutcome): number => Number(outcome === name) - Number(before === name);
    this.#count.run(change('accepted'), change('duplicate'), change('rejected'), this.#source);
  }
}
