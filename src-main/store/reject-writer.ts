import type { Statement } from 'better-sqlite3';
import type { WritableStore } from './store.ts';
import type { RejectRow } from './types.ts';

/** Lists the records of a source file that were not taken. */
export class RejectWriter {
  readonly #source: number;
  readonly #insert: Statement;

  constructor({ db }: WritableStore, source: number) {
    this.#source = source;
    this.#insert = db.prepare(
      'INSERT INTO reject (source_file, line, byte, column_name, kind, message, raw) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
  }

  add({ line, byte, column, kind, message, raw }: Omit<RejectRow, 'id' | 'file' | 'source'>): void {
    this.#insert.run(this.#source, line, byte, column, kind, message, raw);
  }
}
